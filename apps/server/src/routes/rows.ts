/** Records as the contract shows them. Nothing but the contract's properties leaves the server. */
import type { schemas } from "@stroma/api";
import { decideConsent, decideEligibility } from "@stroma/domain";
import type { Instant, Protocol } from "@stroma/domain";
import type Type from "typebox";
import type { BagRecord } from "../store/bag-store.ts";
import type { SafetyHold } from "../store/confirmation-store.ts";
import type { ConsentRecord } from "../store/consent-store.ts";
import type { Contact } from "../store/contact-store.ts";
import type { Deviation } from "../store/deviation-store.ts";
import type { InfusionRecord } from "../store/infusion-store.ts";
import type { LotRecord } from "../store/lot-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";

/** Display names by the id of a person. */
export type Names = ReadonlyMap<string, string>;
type Row<K extends keyof typeof schemas> = (typeof schemas)[K] extends Type.TSchema ? Type.Static<(typeof schemas)[K]> : never;

/** A name; the id itself where the name is not known here. */
const named = (names: Names, id: string): string => names.get(id) ?? id;
const namedOrNull = (names: Names, id: string | null): string | null => (id === null ? null : named(names, id));

export function participantRow(record: ParticipantRecord, protocol: Protocol, consents: readonly ConsentRecord[], now: Instant): Row<"ParticipantRow"> {
  return {
    id: record.id, number: record.number, wristbandCode: record.wristbandCode, sex: record.sex, birthYear: record.birthYear, lastWeight: record.lastWeight, height: record.height,
    doseLevel: record.doseLevel, cohort: record.cohort, slot: record.slot, synthetic: record.synthetic, studyId: record.studyId, protocolVersion: protocol.version,
    consentInForce: decideConsent({ consents, participant: record, protocol, now }).outcome === "allowed",
    eligible: eligibleOf(record, protocol),
    version: record.version,
  };
}

/** `null` while a criterion is unanswered and none is refused. */
function eligibleOf(record: ParticipantRecord, protocol: Protocol): boolean | null {
  const decision = decideEligibility({ eligibility: record.eligibility, protocol });
  if (decision.outcome === "allowed") return true;
  return decision.reasons.some((reason) => reason.code === "eligibility-criterion-unmet") ? false : null;
}

export function consentRow(record: ConsentRecord, names: Names): Row<"ConsentRow"> {
  return { id: record.id, participantId: record.participantId, version: record.version, signer: record.signer, scopes: [...record.scopes], signedAt: record.signedAt, withdrawnAt: record.withdrawnAt, recordedBy: named(names, record.recordedBy) };
}

export function contactRow(contact: Contact, names: Names): Row<"ContactRow"> {
  return { id: contact.id, text: contact.text, dueAt: contact.dueAt, doneAt: contact.doneAt, result: contact.result, doneBy: namedOrNull(names, contact.doneBy) };
}

export function lotRow(lot: LotRecord, names: Names): Row<"LotRow"> {
  return {
    id: lot.id, code: lot.code, sourceTissue: lot.sourceTissue, passage: lot.passage, donorEligible: lot.donorEligible, manufacturedOn: lot.manufacturedOn, expiresAt: lot.expiresAt, carrier: lot.carrier, dmso: lot.dmso,
    results: lot.results.map((result) => ({ testId: result.testId, result: result.result, stage: result.stage, reportedAt: result.reportedAt, reportedBy: named(names, result.reportedBy) })),
    release: lot.release === null ? null : { kind: lot.release.kind, signedBy: named(names, lot.release.signedBy), signedAt: lot.release.signedAt, reason: lot.release.reason },
    bagCount: lot.bagCount,
    version: lot.version,
  };
}

/** Ids of the people whom a lot names. */
export function peopleOfLots(lots: readonly LotRecord[]): string[] {
  return lots.flatMap((lot) => [...lot.results.map((result) => result.reportedBy), ...(lot.release === null ? [] : [lot.release.signedBy])]);
}

export function bagRow(bag: BagRecord): Row<"BagRow"> {
  return { id: bag.id, lotId: bag.lotId, code: bag.code, state: bag.state, viableCells: bag.viableCells, volume: bag.volume, reservedForInfusionId: bag.reservedForInfusionId, thawedAt: bag.thawedAt, issuedAt: bag.issuedAt, version: bag.version };
}

export function infusionRow(record: InfusionRecord): Row<"InfusionRow"> {
  return { id: record.id, studyId: record.studyId, participantId: record.participantId, participantNumber: record.participantNumber, protocolVersion: record.protocolVersion, doseLevel: record.doseLevel, plannedFor: record.plannedFor, phase: record.phase };
}

export function deviationRow(deviation: Deviation, names: Names): Row<"DeviationRow"> {
  return { id: deviation.id, key: deviation.key, kind: deviation.kind, since: deviation.since, message: deviation.message, reviewedBy: namedOrNull(names, deviation.reviewedBy), reviewedAt: deviation.reviewedAt, reviewNote: deviation.reviewNote };
}

export function holdPart(hold: SafetyHold, names: Names): Row<"HoldPart"> {
  return { id: hold.id, reason: hold.reason, placedBy: named(names, hold.placedBy), placedAt: hold.placedAt, liftedAt: hold.liftedAt, liftedBy: namedOrNull(names, hold.liftedBy), liftReason: hold.liftReason };
}
