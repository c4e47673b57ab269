import type { ReleaseTest } from "@stroma/domain";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { NumberWithUnit } from "../ui/number-with-unit.tsx";
import { Select } from "../ui/select.tsx";
import type { LotAnswer } from "./lot-page.tsx";

export function RecordResultDialog({ lot, tests, onClose }: { readonly lot: LotAnswer["lot"]; readonly tests: readonly ReleaseTest[]; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const [testId, setTestId] = useState<string | null>(null);
  const [stage, setStage] = useState<"interim" | "final" | null>(null);
  const [number, setNumber] = useState<number | null>(null);
  const [text, setText] = useState("");
  const record = useWrite("recordTestResult", { done: t("results.saved"), onDone: onClose });
  const test = tests.find((each) => each.id === testId);
  const unit = test?.limit?.unit ?? "1";
  const hasValue = test !== undefined && (test.kind === "number" ? number !== null : text.trim() !== "");
  const submit = () => {
    if (test === undefined || stage === null) return;
    const result = test.kind === "number" ? { kind: "number" as const, quantity: { value: number ?? Number.NaN, unit } } : { kind: "qualitative" as const, value: text.trim() };
    record.mutate({ params: { siteId, lotId: lot.id }, body: { expectedVersion: lot.version, testId: test.id, stage, result } });
  };
  return (
    <FormDialog title={t("results.record")} isOpen onClose={onClose} submitText={t("results.record")} isPending={record.isPending} error={record.error} isComplete={hasValue && stage !== null} onSubmit={submit}>
      <Select label={t("release.test")} options={tests.map((each) => ({ id: each.id, title: each.title }))} value={testId} onChange={(id) => { setTestId(id); setNumber(null); setText(""); }} />
      {test?.kind === "number" && <NumberWithUnit label={t("results.result")} unit={unit} value={number} onChange={setNumber} />}
      {test?.kind === "qualitative" && <Field label={t("results.result")} hint={test.expected === undefined ? undefined : t("results.expected", { expected: test.expected })} value={text} onChange={setText} />}
      <Choice label={t("results.stage")} options={[{ id: "interim", title: t("results.interim") }, { id: "final", title: t("results.final") }]} value={stage} onChange={setStage} />
    </FormDialog>
  );
}
