/** Facts that the chart names above the lines. */
import type { InfusionEvent, InfusionState, Instant, Protocol } from "@stroma/domain";
import { millisecondsOf } from "@stroma/domain";
import { formatQuantity } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";

export interface ChartEvent {
  readonly eventId: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly label: string;
  readonly tone: "plain" | "critical";
}

/** Start, rate changes, pause, resume, stop, opened pathways, medication, in the order of time. Superseded events are left out. */
export function chartEvents(state: Pick<InfusionState, "events" | "superseded">, protocol: Pick<Protocol, "pathways">, from: Instant, to: Instant): ChartEvent[] {
  return state.events.flatMap((event) => {
    if (event.clinicalTime < from || event.clinicalTime > to || state.superseded.has(event.id)) return [];
    const label = labelOf(event, protocol);
    const tone = event.type === "pathway-opened" || event.type === "infusion-stopped" ? "critical" : "plain";
    return label === null ? [] : [{ eventId: event.id, at: millisecondsOf(event.clinicalTime) / 1000, label, tone }];
  });
}

function labelOf(event: InfusionEvent, protocol: Pick<Protocol, "pathways">): string | null {
  if (event.type === "infusion-started") return t("chart.event.start", { rate: formatQuantity(event.data.rate) });
  if (event.type === "rate-changed") return t("chart.event.rate", { rate: formatQuantity(event.data.rate) });
  if (event.type === "infusion-paused") return t("chart.event.pause");
  if (event.type === "infusion-resumed") return t("chart.event.resume", { rate: formatQuantity(event.data.rate) });
  if (event.type === "infusion-stopped") return t("chart.event.stop");
  if (event.type === "pathway-opened") return t("chart.event.pathway", { pathway: protocol.pathways.find((one) => one.id === event.data.pathwayId)?.title ?? event.data.pathwayId });
  return event.type === "medication-given" ? t("chart.event.medication", { name: event.data.name, dose: formatQuantity(event.data.dose) }) : null;
}
