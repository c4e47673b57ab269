import { decideDischarge } from "@stroma/domain";
import { useState } from "react";
import { formatDateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import { DecisionLines } from "../reason-lines.tsx";
import { ErrorPanel } from "../../ui/states.tsx";
import { Said } from "../checklist/checklist-row.tsx";
import { useDay } from "../day.tsx";
import { latestWindows } from "../header/latest-windows.ts";
import { useCommand } from "../use-command.ts";
import { wordedDecision } from "../worded.ts";

/** Discharge home or hand-over to the ward, as the setting says. The windows for events stay open either way. */
export function DischargeCard() {
  const { state, context, clocks, at, timeZone, mayRecord } = useDay();
  const { protocol, participant } = context;
  const [receivedBy, setReceivedBy] = useState("");
  const destination = protocol.setting === "inpatient" ? "ward" : "home";
  const plan = { destination, ...(destination === "ward" && receivedBy.trim() !== "" && { receivedBy: receivedBy.trim() }) } as const;
  const decision = decideDischarge(state, protocol, participant, at, plan);
  const discharge = useCommand("discharge-recorded");
  const open = latestWindows(clocks.eventWindows).filter((window) => window.open);
  const done = state.discharge;
  const title = t(destination === "ward" ? "discharge.hand-over" : "discharge.title");
  return (
    <Card title={title} actions={done === null ? null : <Badge tone="good">{t("discharge.done")}</Badge>}>
      {open.length > 0 && (
        <Notice tone="info" icon="clock">
          <strong>{t("discharge.windows")}</strong>
          {open.map((window) => <span key={window.hours}>{t("discharge.window", { hours: window.hours, at: formatDateTime(window.openUntil, timeZone) })}</span>)}
        </Notice>
      )}
      {done !== null ? (
        <p className="row"><strong>{t(done.value.destination === "ward" ? "discharge.to-ward" : "discharge.to-home")}</strong>{done.value.receivedBy !== undefined && <span>{t("discharge.received-by", { name: done.value.receivedBy })}</span>}<Said at={done.at} authorId={done.authorId} late={done.late} /></p>
      ) : (
        <>
          <DecisionLines decision={wordedDecision(decision, at, timeZone)} allowedText={t("discharge.allowed")} refusedText={t("discharge.refused")} />
          {destination === "ward" && <Field label={t("discharge.receiver")} value={receivedBy} onChange={setReceivedBy} maxLength={200} isRequired isDisabled={!mayRecord} />}
          {discharge.isError && <ErrorPanel error={discharge.error} />}
          <Button variant="primary" size="bedside" wide isDisabled={!mayRecord || decision.outcome === "refused"} isPending={discharge.isPending} onPress={() => discharge.mutate(plan)}>{title}</Button>
        </>
      )}
    </Card>
  );
}
