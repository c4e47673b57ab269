/** A complete, plausible, synthetic infusion day for tests, from arrival to discharge, and everything the start decision looks at. */
import type { InfusionEvent, VitalSignSample } from "../src/infusion/infusion-event.ts";
import type { StartContext } from "../src/infusion/start-context.ts";
import type { Bag, Lot } from "../src/lot/lot.ts";
import type { Consent, Participant } from "../src/participant/participant.ts";
import type { Protocol } from "../src/protocol/protocol.ts";
import { at, exampleEvent, exampleInfusionId, examplePeople } from "./example-event.ts";
import { exampleProtocol } from "./example-protocol.ts";

export const exampleParticipant: Participant = {
  id: "019cb7c8-0000-7000-8000-0000000000e1",
  number: "X01-001",
  wristbandCode: "W-0001",
  sex: "female",
  birthYear: 1968,
  lastWeight: { quantity: { value: 61, unit: "kg" }, at: at(-7 * 24 * 60) },
  height: { value: 165, unit: "cm" },
  doseLevel: 2,
  synthetic: true,
};

export const exampleConsent: Consent = {
  id: "019cb7c8-0000-7000-8000-0000000000c1",
  participantId: exampleParticipant.id,
  version: "C2",
  signer: "participant",
  scopes: ["care"],
  signedAt: at(-3 * 24 * 60),
  withdrawnAt: null,
};

const reported = { reportedAt: at(-2 * 24 * 60), reportedBy: "Quality laboratory" };

export const exampleLot: Lot = {
  id: "019cb7c8-0000-7000-8000-0000000000a1",
  code: "LOT-1",
  sourceTissue: "umbilical-cord",
  passage: 4,
  donorEligible: true,
  manufacturedOn: "2026-01-10",
  expiresAt: at(90 * 24 * 60),
  carrier: "albumin solution",
  dmso: { value: 0.05, unit: "g/mL" },
  results: [
    { testId: "viability", result: { kind: "number", quantity: { value: 91, unit: "%" } }, stage: "final", ...reported },
    { testId: "sterility", result: { kind: "qualitative", value: "no-growth" }, stage: "final", ...reported },
    { testId: "endotoxin", result: { kind: "number", quantity: { value: 0.2, unit: "[EU]/mL" } }, stage: "final", ...reported },
  ],
  release: { kind: "final", signedBy: examplePeople.cellProcessing, signedAt: at(-24 * 60), reason: "All final tests are in." },
};

function bag(number: 1 | 2): Bag {
  return {
    id: `019cb7c8-0000-7000-8000-0000000000b${number}`,
    lotId: exampleLot.id,
    code: `BAG-${number}`,
    state: "spiked",
    viableCells: { value: 60, unit: "10*6{cells}" },
    volume: { value: 50, unit: "mL" },
    reservedForInfusionId: exampleInfusionId,
    thawedAt: at(50),
    issuedAt: at(45),
  };
}
export const exampleBags: readonly [Bag, Bag] = [bag(1), bag(2)];

/**
 * 1.5 million cells/kg x 60 kg = 90 million cells. Bag 1 holds 60 million in 50 mL, so bag 2 gives 30 of its 60 million: 25 of 50 mL.
 * 75 mL at 2.5 mL/min are 30 minutes; 90 million in 30 minutes are 3 million cells/min.
 */
export const exampleDose = {
  doseLevel: 2,
  cells: { value: 90, unit: "10*6{cells}" },
  volume: { value: 75, unit: "mL" },
  rate: { value: 2.5, unit: "mL/min" },
  bagIds: [exampleBags[0].id, exampleBags[1].id],
  weight: { value: 60, unit: "kg" },
} as const;

/** A plausible complete set of vital signs; pass what differs. */
export function exampleVitalSigns(differing: Partial<Record<VitalSignSample["channel"], number | null>> = {}): VitalSignSample[] {
  const ordinary = { "heart-rate": 78, "respiratory-rate": 16, "oxygen-saturation": 97, "systolic-pressure": 124, "diastolic-pressure": 72, temperature: 36.8 };
  const units: Partial<Record<VitalSignSample["channel"], string>> = { "oxygen-saturation": "%", temperature: "Cel", "heart-rate": "/min", "pulse-rate": "/min", "respiratory-rate": "/min" };
  return Object.entries({ ...ordinary, ...differing }).map(([name, value]) => {
    const channel = name as VitalSignSample["channel"];
    return { channel, value, unit: units[channel] ?? "mm[Hg]" };
  });
}

/** Everything before the start, at minutes 0 to 68 (08:00 to 09:08): nothing is missing. */
export function examplePreparation(): InfusionEvent[] {
  const [first, second] = exampleBags;
  const processing = { authorId: examplePeople.cellProcessing, authorRole: "cell-processing" } as const;
  const secondNurse = { authorId: examplePeople.secondNurse, deviceId: "tablet-2" };
  const events: InfusionEvent[] = [
    exampleEvent("checklist-answered", 0, { itemId: "explained", answer: { kind: "confirm", value: true } }),
    exampleEvent("checklist-answered", 1, { itemId: "arrival-wristband", answer: { kind: "scan", code: "W-0001", method: "scanner" } }),
    exampleEvent("checklist-answered", 2, { itemId: "pain", answer: { kind: "value", quantity: { value: 1, unit: "1" } } }),
    exampleEvent("body-measured", 5, { weight: { value: 60, unit: "kg" }, height: { value: 165, unit: "cm" } }),
    exampleEvent("oxygen-set", 6, { device: "room-air" }),
    exampleEvent("consciousness-assessed", 7, { level: "alert" }),
    exampleEvent("dose-confirmed", 20, exampleDose, { authorId: examplePeople.physician, authorRole: "investigator" }),
    exampleEvent("line-checked", 30, { access: "peripheral", filter: { present: true, poreSize: { value: 200, unit: "um" } } }),
    exampleEvent("checklist-answered", 47, { itemId: "bag-looks", answer: { kind: "choice", code: "clear" } }),
    exampleEvent("checklist-answered", 58, { itemId: "physician-present", answer: { kind: "confirm", value: true } }),
    exampleEvent("checklist-answered", 58, { itemId: "adrenaline-ready", answer: { kind: "confirm", value: true } }),
    exampleEvent("checklist-answered", 58, { itemId: "oxygen-ready", answer: { kind: "confirm", value: true } }),
    exampleEvent("vital-signs-recorded", 60, { method: "hand", samples: exampleVitalSigns() }),
  ];
  for (const one of [first, second]) {
    events.push(
      exampleEvent("bag-received", 46, { bagId: one.id, condition: "intact" }),
      exampleEvent("bag-thawed", 50, { bagId: one.id }, processing),
      exampleEvent("identity-checked", 62, { bagId: one.id, wristbandCode: "W-0001", bagCode: one.code, method: "scanner" }),
      exampleEvent("identity-checked", 64, { bagId: one.id, wristbandCode: "W-0001", bagCode: one.code, method: "scanner" }, secondNurse),
    );
  }
  events.push(exampleEvent("bag-spiked", 68, { bagId: first.id }));
  return events;
}

/** Start at 09:10, bag 2 at 09:30, end at 09:40 with both volumes. */
export function exampleRun(): InfusionEvent[] {
  const [first, second] = exampleBags;
  const rate = { value: 2.5, unit: "mL/min" };
  return [
    exampleEvent("infusion-started", 70, { bagId: first.id, rate, authorisationId: "019cb7c8-0000-7000-8000-0000000000d1" }),
    exampleEvent("vital-signs-recorded", 85, { method: "hand", samples: exampleVitalSigns({ "heart-rate": 82 }) }),
    exampleEvent("bag-finished", 90, { bagId: first.id, volume: { value: 50, unit: "mL" } }),
    exampleEvent("bag-spiked", 90, { bagId: second.id }),
    exampleEvent("infusion-started", 90.5, { bagId: second.id, rate, authorisationId: "019cb7c8-0000-7000-8000-0000000000d2" }),
    exampleEvent("vital-signs-recorded", 100, { method: "hand", samples: exampleVitalSigns() }),
    exampleEvent("partial-dose-recorded", 100.5, { bagId: second.id, volume: { value: 25, unit: "mL" }, reason: "The rest of the bag is not part of the dose." }),
    exampleEvent("infusion-stopped", 100.5, { reason: "completed" }),
  ];
}

/** Observation from 09:40:30; discharge home at 11:50. */
export function exampleObservation(): InfusionEvent[] {
  return [
    exampleEvent("vital-signs-recorded", 130, { method: "hand", samples: exampleVitalSigns() }),
    exampleEvent("vital-signs-recorded", 160, { method: "hand", samples: exampleVitalSigns() }),
    exampleEvent("vital-signs-recorded", 190, { method: "hand", samples: exampleVitalSigns() }),
    exampleEvent("vital-signs-recorded", 220, { method: "hand", samples: exampleVitalSigns() }),
    exampleEvent("checklist-answered", 222, { itemId: "walks", answer: { kind: "confirm", value: true } }),
    exampleEvent("discharge-recorded", 230, { destination: "home" }),
  ];
}

/** The whole day's events. */
export function exampleDay(): InfusionEvent[] {
  return [...examplePreparation(), ...exampleRun(), ...exampleObservation()];
}

/** The start context at 09:09 in which everything is met. */
export function exampleStartContext(protocol: Protocol = exampleProtocol): StartContext {
  return {
    now: at(69),
    protocol,
    limitsConfirmed: true,
    localDecisions: [],
    participant: exampleParticipant,
    consents: [exampleConsent],
    eligibility: { adult: true, "no-recent-clot": true },
    doseLevelOpen: true,
    slotHeld: true,
    previousStartInCohort: at(-2 * 24 * 60),
    lastStartInPreviousCohort: at(-20 * 24 * 60),
    safetyHolds: [],
    earlierInfusions: [],
    lots: [exampleLot],
    bags: exampleBags,
  };
}
