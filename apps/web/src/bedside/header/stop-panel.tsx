import type { InfusionEventData } from "@stroma/domain";
import { useState } from "react";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useDay } from "../day.tsx";

type StopReason = InfusionEventData["infusion-stopped"]["reason"];
const offered: readonly StopReason[] = ["complication", "participant-wish", "technical", "other"];

/** After the stop: what to do now, and the reason when there is a hand free for it. The stop stands without it. */
export function StopPanel() {
  const { state, infusion, mayRecord, timeZone } = useDay();
  const [left, setLeft] = useState<string | null>(null);
  const { stop } = state;
  if (stop === null || state.phase === "discharged") return null;
  const isOpen = stop.value.reason === "other" && stop.value.note === undefined && !state.superseded.has(stop.eventId) && left !== stop.eventId;
  const giveReason = (reason: StopReason) => {
    setLeft(stop.eventId);
    void infusion.record("event-corrected", {
      supersedes: stop.eventId,
      reason: t("stop.reason-given-after"),
      replacement: { type: "infusion-stopped", clinicalTime: stop.at, data: { reason, note: t("stop.reason-given-after") } },
    });
  };
  return (
    <div className="stop-said" role="alert">
      <Icon name="stop" size={28} />
      <strong>{t(stop.value.reason === "completed" ? "stop.completed-said" : "stop.said", { at: formatTime(stop.at, timeZone) })}</strong>
      {!isOpen && <span>{t(`stop-why.${stop.value.reason}`)}</span>}
      {isOpen && mayRecord && (
        <fieldset className="stop-reasons">
          <legend className="visually-hidden">{t("stop.reason")}</legend>
          <span>{t("stop.reason")}</span>
          {offered.map((reason) => <Button key={reason} onPress={() => giveReason(reason)}>{t(`stop-why.${reason}`)}</Button>)}
        </fieldset>
      )}
    </div>
  );
}
