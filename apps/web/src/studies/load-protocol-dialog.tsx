import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { problemOf } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { FaultyLines } from "./faulty-lines.tsx";

/** A protocol document from a file or pasted. Every fault is shown at its line. */
export function LoadProtocolDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const load = useWrite("createStudy", {
    done: t("studies.loaded"),
    onDone: ({ studyId }) => {
      onClose();
      void navigate({ to: "/studies/$studyId", params: { studyId } });
    },
  });
  const faults = problemOf(load.error)?.faults ?? [];
  const readFile = async (file: File | undefined) => {
    if (file === undefined) return;
    load.reset();
    setText(await file.text());
  };
  return (
    <FormDialog title={t("studies.load")} isOpen={isOpen} onClose={onClose} isWide submitText={t("studies.load-submit")} isComplete={text.trim() !== ""} isPending={load.isPending} error={faults.length > 0 ? null : load.error} onSubmit={() => load.mutate({ params: { siteId }, body: { document: text } })}>
      <p className="soft">{t("studies.load-hint")}</p>
      <div className="row">
        <FileTrigger acceptedFileTypes={[".yaml", ".yml"]} onSelect={(files) => void readFile(files?.[0])}>
          <Button icon="upload">{t("studies.choose-file")}</Button>
        </FileTrigger>
      </div>
      <div className="document-field">
        <Field label={t("studies.document")} value={text} onChange={(next) => { setText(next); load.reset(); }} lines={12} />
      </div>
      {faults.length > 0 && <FaultyLines text={text} faults={faults} />}
    </FormDialog>
  );
}
