import type { InfusionEventData } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useDay } from "../day.tsx";

type StopReason = InfusionEventData["infusion-stopped"]["reason"];
const offered: readonly StopReason[] = ["complication", "participant-wish", "technical", "other"];

/** The reason of a stop, when there is a hand free for it; the stop stands without it. The row keeps its height. */
export function StopReasonRow() {
  const { state, infusion, mayRecord } = useDay();
  const { stop } = state;
  if (stop === null || state.phase !== "stopped" || stop.value.reason === "completed") return null;
  const isOpen = mayRecord && stop.value.reason === "other" && stop.value.note === undefined;
  const giveReason = (reason: StopReason) =>
    void infusion.record("event-corrected", {
      supersedes: stop.eventId,
      reason: t("stop.reason-given-after"),
      replacement: { type: "infusion-stopped", clinicalTime: stop.at, data: { reason, note: t("stop.reason-given-after") } },
    });
  return (
    <fieldset className="stop-reasons no-print">
      <legend className="visually-hidden">{t("stop.is-stopped")}</legend>
      <strong>{t(isOpen ? "stop.reason" : "stop.is-stopped")}</strong>
      {isOpen ? offered.map((reason) => <Button key={reason} onPress={() => giveReason(reason)}>{t(`stop-why.${reason}`)}</Button>) : <span>{t(`stop-why.${stop.value.reason}`)}</span>}
    </fieldset>
  );
}
