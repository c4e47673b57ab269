import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { toLocalField } from "../ui/local-time.ts";
import { MeasuredQuantity } from "../ui/measured.tsx";
import { Card, Facts } from "../ui/page.tsx";
import { BodyFields, bodyOf, isBodyComplete, type BodyDraft } from "./body-fields.tsx";
import type { ParticipantAnswer, ParticipantPart } from "./participant-page.tsx";

type Participant = ParticipantAnswer["participant"];

export function BodyCard({ answer: { participant } }: ParticipantPart) {
  const session = useSession();
  const [amending, setAmending] = useState(false);
  const unknown = <span className="unknown">{t("ui.unknown")}</span>;
  return (
    <Card title={t("participants.body")} actions={session.may("amendParticipant") ? <Button icon="pen" onPress={() => setAmending(true)}>{t("participants.amend")}</Button> : null}>
      <Facts
        facts={[
          [t("participants.wristband"), <span key="wristband" className="mono">{participant.wristbandCode}</span>],
          [t("participants.sex"), participant.sex === null ? unknown : t(`sex.${participant.sex}`)],
          [t("participants.birth-year"), participant.birthYear ?? unknown],
          [t("participants.weight"), <span key="weight"><MeasuredQuantity quantity={participant.lastWeight?.quantity} />{participant.lastWeight !== null && <span className="small soft"> {t("participants.measured-at", { at: formatDateTime(participant.lastWeight.at, session.site?.timeZone) })}</span>}</span>],
          [t("participants.height"), <MeasuredQuantity key="height" quantity={participant.height} />],
        ]}
      />
      {amending && <AmendDialog participant={participant} onClose={() => setAmending(false)} />}
    </Card>
  );
}

const draftOf = (participant: Participant): BodyDraft => ({
  sex: participant.sex ?? "unknown",
  birthYear: participant.birthYear,
  weight: participant.lastWeight?.quantity.unit === "kg" ? participant.lastWeight.quantity.value : null,
  weighedAt: participant.lastWeight === null ? "" : toLocalField(Date.parse(participant.lastWeight.at)),
  height: participant.height?.unit === "cm" ? participant.height.value : null,
  wristbandCode: participant.wristbandCode,
});

function AmendDialog({ participant, onClose }: { readonly participant: Participant; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const [draft, setDraft] = useState(() => draftOf(participant));
  const [reason, setReason] = useState("");
  const amend = useWrite("amendParticipant", { done: t("participants.amended"), onDone: onClose });
  return (
    <FormDialog title={t("participants.amend-title")} isOpen onClose={onClose} isWide submitText={t("ui.save")} isPending={amend.isPending} error={amend.error} isComplete={isBodyComplete(draft) && reason.trim() !== ""} onSubmit={() => amend.mutate({ params: { siteId, participantId: participant.id }, body: { expectedVersion: participant.version, reason: reason.trim(), ...bodyOf(draft) } })}>
      <BodyFields draft={draft} onChange={setDraft} />
      <Field label={t("ui.reason")} hint={t("ui.reason-hint")} value={reason} onChange={setReason} isRequired />
    </FormDialog>
  );
}
