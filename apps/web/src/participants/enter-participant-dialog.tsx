import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { BodyFields, bodyOf, emptyBody, isBodyComplete } from "./body-fields.tsx";

export function EnterParticipantDialog({ studyId, isOpen, onClose }: { readonly studyId: string; readonly isOpen: boolean; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const navigate = useNavigate();
  const exampleSite = useSession().site?.example === true;
  const [number, setNumber] = useState("");
  const [body, setBody] = useState(emptyBody);
  const [kind, setKind] = useState<"real" | "synthetic" | null>(null);
  const enter = useWrite("createParticipant", {
    done: t("participants.entered"),
    onDone: ({ participant }) => {
      onClose();
      void navigate({ to: "/participants/$participantId", params: { participantId: participant.id } });
    },
  });
  return (
    <FormDialog title={t("participants.enter")} isOpen={isOpen} onClose={onClose} isWide submitText={t("participants.enter")} isPending={enter.isPending} error={enter.error} isComplete={number.trim() !== "" && kind !== null && isBodyComplete(body)} onSubmit={() => enter.mutate({ params: { siteId, studyId }, body: { number: number.trim(), ...bodyOf(body), synthetic: kind === "synthetic" } })}>
      <Field label={t("participants.number")} value={number} onChange={setNumber} hint={t("participants.number-hint")} isRequired maxLength={64} />
      <BodyFields draft={body} onChange={setBody} />
      <Choice label={t("participants.kind")} options={[...(exampleSite ? [] : [{ id: "real" as const, title: t("participants.kind-real") }]), { id: "synthetic" as const, title: t("participants.synthetic") }]} value={kind} onChange={setKind} />
    </FormDialog>
  );
}
