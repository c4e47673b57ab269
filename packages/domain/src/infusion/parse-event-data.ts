/** What each type of event may say, as checks; the compiler holds the list complete. */
import { channels, pathwayIds } from "../protocol/protocol.ts";
import type { Channel } from "../protocol/protocol.ts";
import { consciousnessLevels, outcomes, oxygenDevices, rhythms, signs, vasoactiveDrugs } from "./infusion-event.ts";
import type { InfusionEventType } from "./infusion-event.ts";
import { addFault, bool, instant, isRecord, join, listOf, nullable, oneOf, quantity, record, text, unitOf, uuid7, whole } from "./parse-check.ts";
import type { Check, Fields } from "./parse-check.ts";

const name = text(200);
const note = { note: text() };
const reason = { reason: text() };
const bagId = { bagId: uuid7 };
const method = oneOf(["scanner", "hand"]);
const weight = quantity({ dimensions: ["mass"], sign: "positive" });
const volume = quantity({ dimensions: ["volume"], sign: "not-negative" });
const flowRate = quantity({ dimensions: ["volume per time"], sign: "positive" });
const drugRates = ["mass per time", "mass per body mass and time", "drug or enzyme units per time", "international units per time", "volume per time"];

/** One of several shapes, told apart by a key. */
function variant(key: string, shapes: Readonly<Record<string, Fields>>): Check {
  return (value, path, faults) => {
    const tag = isRecord(value) ? value[key] : undefined;
    const shape = typeof tag === "string" && Object.hasOwn(shapes, tag) ? shapes[tag] : undefined;
    if (shape !== undefined) record({ [key]: text(), ...shape })(value, path, faults);
    else if (!isRecord(value)) addFault(faults, path, "wrong-kind", "This is not an object.", "Send an object.");
    else oneOf(Object.keys(shapes))(tag, join(path, key), faults);
  };
}

const answer = variant("kind", { confirm: { value: bool }, scan: { code: name, method }, value: { quantity: quantity() }, choice: { code: name } });

function channelDimension(channel: Channel): string {
  if (channel === "temperature") return "temperature";
  if (channel === "oxygen-saturation") return "number";
  return channel.endsWith("pressure") ? "pressure" : "number per time";
}

/** The channel says what its unit must measure. A `null` value is a fact: the device reported no value. */
const sample: Check = (value, path, faults) => {
  const channel = isRecord(value) ? channels.find((known) => known === value["channel"]) : undefined;
  const number: Check = (given, at, list) => {
    if (typeof given !== "number") addFault(list, at, "wrong-kind", "This is neither a number nor null.", "Send a number, or null for no value.");
    else if (!Number.isFinite(given)) addFault(list, at, "not-finite", "The number is too large or not a number.", "Send a finite number.");
  };
  record({ channel: oneOf(channels), value: nullable(number), unit: unitOf(channel === undefined ? undefined : [channelDimension(channel)]) })(value, path, faults);
};

const bodyMeasured: Check = (value, path, faults) => {
  record({}, { weight, height: quantity({ dimensions: ["length"], sign: "positive" }) })(value, path, faults);
  if (isRecord(value) && Object.keys(value).length === 0) addFault(faults, path, "missing", "Neither weight nor height is given.", "Send weight, height or both.");
};

const consciousness: Check = (value, path, faults) => {
  const sedation = record({ scale: oneOf(["RASS"]), value: whole(-5, 4) });
  const shape = isRecord(value) && Object.hasOwn(value, "sedation") ? record({ sedation }) : record({ level: oneOf(consciousnessLevels) });
  shape(value, path, faults);
};

const replacement: Check = (value, path, faults) => {
  const type = isRecord(value) ? value["type"] : undefined;
  const known = replaceableTypes.find((one) => one === type);
  record({ type: oneOf(replaceableTypes), clinicalTime: instant, data: known === undefined ? () => undefined : dataChecks[known] })(value, path, faults);
};

export const dataChecks: { readonly [T in InfusionEventType]: Check } = {
  "checklist-answered": record({ itemId: name, answer }, note),
  "identity-checked": record({ ...bagId, wristbandCode: name, bagCode: name, method }),
  "body-measured": bodyMeasured,
  "weight-confirmed": record({ weight, ...reason }),
  "dose-confirmed": record({ doseLevel: whole(1, 1000), cells: quantity({ dimensions: ["cells"], sign: "positive" }), volume: quantity({ dimensions: ["volume"], sign: "positive" }), rate: flowRate, bagIds: listOf(uuid7, 100), weight }),
  "bag-received": record({ ...bagId, condition: oneOf(["intact", "damaged"]) }, { fromPersonName: name }),
  "bag-thawed": record(bagId),
  "bag-spiked": record(bagId),
  "bag-resuspended": record(bagId),
  "bag-finished": record({ ...bagId, volume }),
  "partial-dose-recorded": record({ ...bagId, volume, ...reason }),
  "line-checked": record({ access: oneOf(["peripheral", "central"]), filter: record({ present: bool }, { poreSize: quantity({ dimensions: ["length"], sign: "positive" }) }) }),
  "infusion-started": record({ ...bagId, rate: flowRate, authorisationId: nullable(uuid7) }),
  "rate-changed": record({ rate: flowRate }, reason),
  "infusion-paused": record(reason),
  "infusion-resumed": record({ rate: flowRate }),
  "infusion-stopped": record({ reason: oneOf(["completed", "complication", "participant-wish", "technical", "other"]) }, note),
  "vital-signs-recorded": record({ method: oneOf(["hand", "device"]), samples: listOf(sample, 1000) }),
  "vasoactive-set": record({ drug: oneOf(vasoactiveDrugs), rate: nullable(quantity({ dimensions: drugRates, sign: "not-negative" })) }, { name }),
  "oxygen-set": record(
    { device: oneOf(oxygenDevices) },
    { flow: quantity({ dimensions: ["volume per time"], sign: "not-negative" }), fio2: quantity({ dimensions: ["number"], sign: "positive" }), peep: quantity({ dimensions: ["pressure"], sign: "not-negative" }) },
  ),
  "rhythm-seen": record({ rhythm: oneOf(rhythms) }, note),
  "consciousness-assessed": consciousness,
  "sign-seen": record({ sign: oneOf(signs), present: bool }, { severity: oneOf(["mild", "moderate", "severe"]), ...note }),
  "laboratory-recorded": record({ analyte: name, quantity: quantity(), sample: oneOf(["arterial", "venous", "capillary", "other"]) }),
  "medication-given": record({ name, dose: quantity({ sign: "not-negative" }), route: name }),
  "oxygen-scale-set": record({ scale: oneOf([1, 2]), prescriberName: name }),
  "pregnancy-recorded": record({ pregnant: bool }),
  "outcome-seen": record({ outcome: oneOf(outcomes) }, note),
  "shift-taken-over": record({ fromPersonId: uuid7, toPersonId: uuid7 }),
  "alarm-acknowledged": record({ alarmKey: name }, note),
  "signal-explained": record({ channel: oneOf(channels), finding: oneOf(["artefact", "sensor-off", "arrest", "other"]) }, note),
  "pathway-opened": record({ pathwayId: oneOf(pathwayIds), ...reason }),
  "pathway-step-done": record({ openedBy: uuid7, stepId: name, outcome: oneOf(["done", "not-applicable"]) }, note),
  "pathway-closed": record({ openedBy: uuid7, conclusion: text() }),
  "grade-confirmed": record({ proposalKey: name, term: name, grade: whole(1, 5), edition: name, verdict: oneOf(["confirmed", "rejected"]) }, note),
  "observation-noted": record({ text: text() }),
  "discharge-recorded": record({ destination: oneOf(["home", "ward"]) }, { receivedBy: name }),
  "note-added": record({ text: text() }),
  "override-recorded": record({ condition: name, ...reason }),
  "event-corrected": record({ supersedes: uuid7, ...reason, replacement: nullable(replacement) }),
};

export const eventTypes = Object.keys(dataChecks) as InfusionEventType[];
const replaceableTypes = eventTypes.filter((type) => type !== "event-corrected");
