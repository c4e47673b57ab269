/** NEWS2 from what an infusion's record holds. */
import type { Assessment, Reason } from "../decision/decision.ts";
import { reason } from "../decision/reason.ts";
import type { ConsciousnessLevel, Instant, OxygenDevice } from "../infusion/infusion-event.ts";
import type { InfusionState } from "../infusion/infusion-state.ts";
import { stateAt } from "../infusion/state-at.ts";
import type { Participant } from "../participant/participant.ts";
import type { Channel, Protocol } from "../protocol/protocol.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { assessChannel } from "../vital-sign/assess-channel.ts";
import type { ChannelAssessment } from "../vital-sign/assess-channel.ts";
import { deriveSignalLoss } from "../vital-sign/derive-signal-loss.ts";
import { monitoringContext } from "../vital-sign/monitoring-context.ts";
import { assessNews2 } from "./news2.ts";
import type { News2, TimedValue } from "./news2.ts";
import { news2Edition, news2Source } from "./news2-chart.ts";

const rule = { id: "news2", edition: news2Edition };

/** Ages in which a pregnancy that is not recorded is pointed at. Local decision: wide rather than narrow. */
const childBearingAges = { from: 12, to: 55 };

/**
 * NEWS2 of a participant at `now`, from the newest plausible values of the record.
 *
 * - A value counts for the protocol's `baseline-age-maximum`; the oxygen device is a setting and holds until changed.
 *   Without that limit nothing counts.
 * - A channel whose newest sample is implausible or lost does not count, however recent the value before it: a score must not
 *   look normal while the signal is gone. Where a second channel measures the same (heart rate for pulse, arterial for cuff
 *   pressure), the newer unmarked one counts; of the same instant, pulse and cuff.
 * - Age: from the year of birth, the lowest possible one (year - birth year - 1).
 * - Pregnancy refuses only where it is recorded as present. Where a woman's is not recorded, the score names that in `reasons`.
 * - A sedation score is not ACVPU, and refuses.
 *
 * @example assessNews2OfInfusion(state, protocol, participant, now).assessable
 */
export function assessNews2OfInfusion(state: InfusionState, protocol: Protocol, participant: Pick<Participant, "birthYear" | "sex">, now: Instant): Assessment<News2> {
  const known = stateAt(state, now);
  const refused: Reason[] = [];
  const limit = protocol.limits["baseline-age-maximum"];
  if (limit === undefined) refused.push(reason("news2-age-limit-missing", "limit.baseline-age-maximum", rule));
  const vital = (input: string, ...channels: Channel[]) => measured(known, protocol, now, input, channels, refused);
  const oxygen = known.oxygen.findLast((event) => event.clinicalTime <= now);
  const age = participant.birthYear === null ? null : Number(now.slice(0, 4)) - participant.birthYear - 1;
  const validity = limit ?? { value: 0, unit: "min" };
  const pregnant = known.pregnancy?.value ?? null;
  const result = assessNews2({
    now,
    age,
    pregnant,
    ventilated: oxygen === undefined ? null : isVentilation(oxygen.data.device),
    scale: known.oxygenScale?.value.scale ?? 1,
    scalePrescriber: known.oxygenScale?.value.prescriberName ?? null,
    respiratoryRate: vital("respiratory-rate", "respiratory-rate"),
    oxygenSaturation: vital("oxygen-saturation", "oxygen-saturation"),
    onOxygen: oxygen === undefined ? null : { value: oxygen.data.device !== "room-air", at: oxygen.clinicalTime },
    systolicPressure: vital("systolic-pressure", "systolic-pressure", "arterial-systolic-pressure"),
    pulse: vital("pulse", "pulse-rate", "heart-rate"),
    consciousness: consciousnessOf(known, refused),
    temperature: vital("temperature", "temperature"),
    validity: { "respiratory-rate": validity, "oxygen-saturation": validity, "air-or-oxygen": null, "systolic-pressure": validity, pulse: validity, consciousness: validity, temperature: validity },
  });
  if (!result.assessable) return { ...result, because: [...refused, ...result.because] };
  if (refused.length > 0) return { assessable: false, rule, because: refused };
  const ask = participant.sex !== "male" && pregnant === null && age !== null && age >= childBearingAges.from && age <= childBearingAges.to;
  return ask ? { ...result, reasons: [reason("news2-pregnancy-not-recorded", "participant.pregnancy", rule, {}, news2Source)] } : result;
}

function isVentilation(device: OxygenDevice): boolean {
  return device === "invasive-ventilation" || device === "non-invasive-ventilation";
}

/** The newest value of the channels that measure the same; `null` (with a reason where a mark is the cause) when none counts. */
function measured(state: InfusionState, protocol: Protocol, now: Instant, input: string, names: readonly Channel[], refused: Reason[]): TimedValue<Quantity> | null {
  const context = monitoringContext(state, protocol, now);
  const channels = names.flatMap((name) => {
    const definition = protocol.monitoring.channels.find((one) => one.channel === name);
    return definition === undefined ? [] : [assessChannel(context, definition, deriveSignalLoss(context, definition))];
  });
  let newest: ChannelAssessment["latest"] = null;
  let unit = "";
  for (const channel of channels) {
    if (channel.mark !== null || channel.latest === null || (newest !== null && channel.latest.at <= newest.at)) continue;
    newest = channel.latest;
    unit = channel.unit;
  }
  if (newest !== null) return { value: { value: newest.value, unit }, at: newest.at };
  if (channels.some((channel) => channel.mark !== null)) refused.push(reason("score-input-marked", `news2.${input}`, rule, { input }, news2Source));
  return null;
}

function consciousnessOf(state: InfusionState, refused: Reason[]): TimedValue<ConsciousnessLevel> | null {
  const seen = state.consciousness;
  if (seen === null) return null;
  if (typeof seen.value === "string") return { value: seen.value, at: seen.at };
  refused.push(reason("news2-sedation-recorded", "news2.consciousness", rule, {}, news2Source));
  return null;
}
