/** A compact protocol for tests. Every number in it is made up for the tests; none is a clinical recommendation. */
import type { Channel, ChannelDefinition, ChecklistItem, Protocol, SourcedQuantity } from "../src/protocol/protocol.ts";
import type { Source } from "../src/protocol/source.ts";

export const exampleSource: Source = { citation: "Synthetic number for tests", status: "local-decision" };

function quantity(value: number, unit: string): SourcedQuantity {
  return { value, unit, source: exampleSource };
}

/** One band in the middle is ordinary; both ends warn, then turn critical. */
function channel(name: Channel, unit: string, plausible: readonly [number, number], edges: readonly [number, number, number, number], more: Partial<ChannelDefinition> = {}): ChannelDefinition {
  const [low, high] = plausible;
  const [criticalLow, warningLow, warningHigh, criticalHigh] = edges;
  const band = (from: number, to: number, severity: "critical" | "warning" | "none") => ({ from, to, severity, source: exampleSource });
  return {
    channel: name,
    title: name,
    unit,
    plausible: { low, high, source: exampleSource },
    bands: [
      band(low, criticalLow, "critical"),
      band(criticalLow, warningLow, "warning"),
      band(warningLow, warningHigh, "none"),
      band(warningHigh, criticalHigh, "warning"),
      band(criticalHigh, high, "critical"),
    ],
    staleAfter: quantity(30, "s"),
    zeroMeansLost: false,
    corroboratedBy: [],
    inBaseline: true,
    ...more,
  };
}

function item(id: string, topic: ChecklistItem["topic"], more: Partial<ChecklistItem> = {}): ChecklistItem {
  return { id, text: `Example item ${id}`, kind: "confirm", required: true, overrideBy: [], topic, source: exampleSource, ...more };
}

export const exampleProtocol: Protocol = {
  format: "stroma-protocol/1",
  id: "example-study",
  version: "1.0.0",
  kind: "study",
  title: "Example study (synthetic)",
  summary: "Made up for tests.",
  language: "en",
  extends: null,
  setting: "outpatient",
  dose: {
    basis: "actual",
    predictedWeightFormula: null,
    levels: [
      { level: 1, label: "first", quantity: quantity(0.5, "10*6{cells}/kg"), participants: 4 },
      { level: 2, label: "second", quantity: quantity(1.5, "10*6{cells}/kg"), participants: 4 },
    ],
  },
  limits: {
    "dose-cells-maximum": quantity(200, "10*6{cells}"),
    "infusion-rate-maximum": quantity(4, "mL/min"),
    "cell-rate-maximum": quantity(5, "10*6{cells}/min"),
    "cell-concentration-maximum": quantity(5, "10*6{cells}/mL"),
    "infusion-duration-minimum": quantity(15, "min"),
    "infusion-duration-maximum": quantity(120, "min"),
    "dmso-dose-maximum": quantity(1, "g/kg"),
    "endotoxin-rate-maximum": quantity(5, "[EU]/kg/h"),
    "thaw-to-end-maximum": quantity(120, "min"),
    "weight-plausible-minimum": quantity(30, "kg"),
    "weight-plausible-maximum": quantity(250, "kg"),
    "weight-change-tolerance": quantity(10, "%"),
    "baseline-age-maximum": quantity(30, "min"),
    "weight-age-maximum": quantity(24, "h"),
    "clock-skew-maximum": quantity(2, "min"),
    "issued-unverified-maximum": quantity(30, "min"),
    "alarm-escalation-after": quantity(60, "s"),
    "stagger-between-participants": quantity(24, "h"),
    "stagger-between-cohorts": quantity(168, "h"),
    "observation-duration-minimum": quantity(120, "min"),
  },
  consent: {
    version: "C2",
    signers: ["participant", "legal-representative"],
    scopes: [
      { id: "care", title: "Treatment and its monitoring", required: true },
      { id: "registry", title: "Registry", required: false },
    ],
    risks: [],
  },
  eligibility: [
    { id: "adult", kind: "inclusion", text: "Is of age.", source: exampleSource },
    { id: "no-recent-clot", kind: "exclusion", text: "Had a venous clot lately.", source: exampleSource },
  ],
  release: [
    { id: "viability", title: "Viability", kind: "number", comparator: ">=", limit: { value: 75, unit: "%" }, required: true, source: exampleSource },
    { id: "sterility", title: "Sterility", kind: "qualitative", expected: "no-growth", required: true, interim: "sterility-interim", source: exampleSource },
    { id: "sterility-interim", title: "Sterility, interim", kind: "qualitative", expected: "no-growth", required: false, source: exampleSource },
    { id: "endotoxin", title: "Endotoxin", kind: "number", comparator: "<=", limit: { value: 1, unit: "[EU]/mL" }, required: true, source: exampleSource },
  ],
  checklist: [
    { id: "day-before", title: "The day before", items: [item("explained", "explanation")] },
    {
      id: "arrival",
      title: "Arrival",
      items: [
        item("arrival-wristband", "identity", { kind: "scan", scans: "wristband" }),
        item("pain", "participant", { kind: "value", unit: "1", range: { low: 0, high: 3 }, overrideBy: ["investigator"] }),
      ],
    },
    { id: "product-receipt", title: "Product receipt", items: [item("bag-looks", "product", { kind: "choice", options: [{ code: "clear", title: "No clumps", acceptable: true }, { code: "clumped", title: "Clumps", acceptable: false }] })] },
    {
      id: "time-out",
      title: "Time-out",
      items: [item("physician-present", "staff"), item("adrenaline-ready", "emergency-equipment"), item("oxygen-ready", "emergency-equipment"), item("music", "general", { required: false })],
    },
    { id: "infusion", title: "Infusion", items: [item("first-minutes-watched", "participant")] },
    { id: "observation", title: "Observation", items: [] },
    { id: "discharge", title: "Discharge", items: [item("walks", "participant")] },
  ],
  monitoring: {
    channels: [
      channel("heart-rate", "/min", [20, 250], [40, 50, 110, 140], { zeroMeansLost: true, corroboratedBy: ["pulse-rate"] }),
      channel("pulse-rate", "/min", [20, 250], [40, 50, 110, 140], { zeroMeansLost: true, corroboratedBy: ["heart-rate"], inBaseline: false }),
      channel("respiratory-rate", "/min", [2, 80], [8, 11, 22, 30]),
      channel("oxygen-saturation", "%", [40, 101], [85, 92, 100.5, 100.8]),
      channel("systolic-pressure", "mm[Hg]", [30, 280], [80, 95, 160, 190]),
      channel("diastolic-pressure", "mm[Hg]", [15, 180], [35, 45, 95, 115]),
      channel("temperature", "Cel", [30, 44], [34, 35.5, 38, 39.5]),
    ],
    relativeRules: [{ id: "systolic-fall", channel: "systolic-pressure", direction: "fall", change: quantity(25, "%"), severity: "warning" }],
    trendRules: [{ id: "saturation-falls", channel: "oxygen-saturation", direction: "fall", change: quantity(4, "%"), within: quantity(5, "min"), severity: "warning" }],
    schedule: [
      { anchor: "baseline", at: [quantity(0, "min")], channels: ["heart-rate", "respiratory-rate", "oxygen-saturation", "systolic-pressure", "diastolic-pressure", "temperature"] },
      { anchor: "start", at: [quantity(15, "min"), quantity(30, "min")], channels: ["heart-rate", "oxygen-saturation", "systolic-pressure"] },
      { anchor: "observation-start", at: [], every: quantity(30, "min"), channels: ["heart-rate", "oxygen-saturation", "systolic-pressure", "temperature"] },
    ],
    overdueAfter: quantity(5, "min"),
  },
  infusionEvents: [
    {
      id: "example-events",
      title: "Example infusion events",
      edition: "1",
      standIn: true,
      rules: [
        { id: "rhythm", title: "New dangerous rhythm", window: quantity(6, "h"), trigger: { kind: "new-rhythm", rhythms: ["ventricular-tachycardia", "ventricular-fibrillation", "asystole"], source: exampleSource } },
        { id: "arrest", title: "Arrest or death", window: quantity(24, "h"), trigger: { kind: "outcome", outcomes: ["cardiac-arrest", "death"], source: exampleSource } },
      ],
    },
  ],
  pathways: [
    {
      id: "anaphylaxis",
      title: "Anaphylaxis",
      recognition: ["Urticaria, wheeze, fall of pressure"],
      stopFirst: true,
      quarantineBag: true,
      notify: ["investigator"],
      steps: [
        { id: "call-help", text: "Call for help.", who: ["nurse"], due: quantity(30, "s"), source: exampleSource },
        { id: "adrenaline", text: "Adrenaline as the site prescribes.", who: ["investigator"], due: quantity(2, "min"), source: exampleSource },
        { id: "vital-signs", text: "Vital signs.", who: ["nurse"], due: quantity(5, "min"), repeat: quantity(5, "min"), source: exampleSource },
        { id: "write-note", text: "Write a note.", who: ["investigator"], source: exampleSource },
      ],
    },
    { id: "unspecific-reaction", title: "Unspecific reaction", recognition: ["Chills"], stopFirst: false, quarantineBag: false, notify: [], steps: [{ id: "slow-down", text: "Slow the infusion.", who: ["nurse"], due: quantity(1, "min"), source: exampleSource }] },
  ],
  observation: {
    criteria: [
      { id: "systolic-near-baseline", kind: "relative", channel: "systolic-pressure", tolerance: quantity(20, "%") },
      { id: "heart-rate-near-baseline", kind: "relative", channel: "heart-rate", tolerance: quantity(20, "%") },
      { id: "saturation", kind: "absolute", channel: "oxygen-saturation", low: 94, onRoomAirOnly: true, source: exampleSource },
      { id: "walks", kind: "item", item: "walks", source: exampleSource },
    ],
    nextContact: { after: quantity(24, "h"), text: "Telephone call" },
  },
  rechallenge: [{ id: "no-second-after-anaphylaxis", text: "No further infusion after anaphylaxis.", pathways: ["anaphylaxis"], source: exampleSource }],
};
