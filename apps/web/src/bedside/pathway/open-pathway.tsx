import type { PathwayAssessment } from "@stroma/domain";
import { useState } from "react";
import { formatSpan, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { StopButton } from "../header/stop-button.tsx";
import { useDay } from "../day.tsx";
import { PathwayStepRow } from "./pathway-step-row.tsx";

/** One open pathway: stop first, then the steps by their times, whom to tell, and the conclusion at the end. */
export function OpenPathway({ pathway }: { readonly pathway: PathwayAssessment }) {
  const { infusion, at, timeZone, mayRecord } = useDay();
  const [closing, setClosing] = useState(false);
  return (
    <section className="pathway" aria-label={pathway.title}>
      <div className="spread">
        <h2>{pathway.title}</h2>
        <span className="row"><Badge tone="critical" icon="clock">{t("pathway.open-for", { span: formatSpan(Date.parse(at) - Date.parse(pathway.openedAt)) })}</Badge><span className="small">{t("alarm.since", { at: formatTime(pathway.openedAt, timeZone) })}</span></span>
      </div>
      {pathway.stopInfusionFirst && (
        <Notice tone="critical" icon="stop" role="alert">
          <strong>{t("pathway.stop-now")}</strong>
          <StopButton onStop={() => void infusion.stop({ reason: "complication" })} />
        </Notice>
      )}
      {pathway.unknown && <Notice tone="warning">{t("pathway.unknown")}</Notice>}
      <ol className="pathway-steps">
        {pathway.steps.map((step) => <PathwayStepRow key={step.step.id} openedBy={pathway.openedBy} assessed={step} isNext={pathway.next?.step.id === step.step.id} />)}
      </ol>
      <div className="row">
        {pathway.quarantineBag && <Badge tone="warning" icon="bag">{t("pathway.quarantine-notice")}</Badge>}
        {pathway.notify.length > 0 && <strong>{t("pathway.tell", { who: pathway.notify.join(", ") })}</strong>}
      </div>
      <div className="row-end"><Button isDisabled={!mayRecord} onPress={() => setClosing(true)}>{t("pathway.close")}</Button></div>
      {closing && <CloseDialog pathway={pathway} onClose={() => setClosing(false)} />}
    </section>
  );
}

function CloseDialog({ pathway, onClose }: { readonly pathway: PathwayAssessment; readonly onClose: () => void }) {
  const { infusion } = useDay();
  const [conclusion, setConclusion] = useState("");
  const open = pathway.steps.filter((step) => step.times === 0 && !step.notApplicable).length;
  const submit = () => {
    void infusion.record("pathway-closed", { openedBy: pathway.openedBy, conclusion: conclusion.trim() });
    onClose();
  };
  return (
    <FormDialog title={t("pathway.close-title", { title: pathway.title })} isOpen onClose={onClose} submitText={t("pathway.close")} isPending={false} error={null} isComplete={conclusion.trim() !== ""} onSubmit={submit}>
      {open > 0 && <Notice tone="warning">{t("pathway.steps-open", { count: open })}</Notice>}
      <Field label={t("pathway.conclusion")} value={conclusion} onChange={setConclusion} lines={3} maxLength={4000} isRequired />
    </FormDialog>
  );
}
