import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { formatQuantity } from "../i18n/format.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { SourcedNumber } from "../ui/measured.tsx";
import { NumberWithUnit } from "../ui/number-with-unit.tsx";
import { Card, Facts } from "../ui/page.tsx";
import type { ParticipantPart } from "./participant-page.tsx";

export function DoseAssignmentCard({ answer: { participant }, study }: ParticipantPart) {
  const session = useSession();
  const [assigning, setAssigning] = useState(false);
  const level = study.protocol.dose.levels.find((each) => each.level === participant.doseLevel);
  const none = <span className="unknown">{t("participants.not-assigned")}</span>;
  return (
    <Card title={t("dose-assignment.title")} actions={session.may("assignDose") ? <Button icon="pen" onPress={() => setAssigning(true)}>{t("dose-assignment.assign")}</Button> : null}>
      <Facts
        facts={[
          [t("participants.dose-level"), level === undefined ? none : t("dose-levels.name", { level: level.level, label: level.label })],
          [t("dose-levels.dose"), level === undefined ? none : <SourcedNumber key="dose" quantity={level.quantity} source={level.quantity.source} />],
          [t("dose-assignment.cohort"), participant.cohort ?? none],
          [t("dose-assignment.slot"), participant.slot ?? none],
        ]}
      />
      {assigning && <AssignDialog participant={participant} study={study} onClose={() => setAssigning(false)} />}
    </Card>
  );
}

function AssignDialog({ participant, study, onClose }: { readonly participant: ParticipantPart["answer"]["participant"]; readonly study: ParticipantPart["study"]; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const [level, setLevel] = useState<string | null>(participant.doseLevel === null ? null : String(participant.doseLevel));
  const [cohort, setCohort] = useState(participant.cohort);
  const [slot, setSlot] = useState(participant.slot);
  const [reason, setReason] = useState("");
  const assign = useWrite("assignDose", { done: t("dose-assignment.saved"), onDone: onClose });
  const submit = () => {
    if (level !== null && cohort !== null && slot !== null) assign.mutate({ params: { siteId, participantId: participant.id }, body: { expectedVersion: participant.version, doseLevel: Number(level), cohort, slot, reason: reason.trim() } });
  };
  return (
    <FormDialog title={t("dose-assignment.assign")} isOpen onClose={onClose} submitText={t("dose-assignment.assign")} isPending={assign.isPending} error={assign.error} isComplete={level !== null && cohort !== null && slot !== null && reason.trim() !== ""} onSubmit={submit}>
      <Choice label={t("participants.dose-level")} options={study.doseLevels.map((each) => ({ id: String(each.level), title: t(each.open ? "dose-assignment.level-open" : "dose-assignment.level-closed", { level: each.level, dose: formatQuantity(each.quantity) }) }))} value={level} onChange={setLevel} hint={t("dose-assignment.closed-hint")} />
      <div className="grid">
        <NumberWithUnit label={t("dose-assignment.cohort")} unit="1" value={cohort} onChange={setCohort} low={1} digits={0} />
        <NumberWithUnit label={t("dose-assignment.slot")} unit="1" value={slot} onChange={setSlot} low={1} digits={0} hint={t("dose-assignment.slot-hint")} />
      </div>
      <Field label={t("ui.reason")} hint={t("ui.reason-hint")} value={reason} onChange={setReason} isRequired />
    </FormDialog>
  );
}
