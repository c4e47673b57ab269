/** Three synthetic participants: the first one ready for the day, the second on the way, the third in screening. */
import type { Protocol } from "@stroma/domain";
import { assignDose, recordEligibility } from "../commands/amend-participant.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { createParticipant } from "../commands/create-participant.ts";
import { recordConsent } from "../commands/record-consent.ts";
import { findConsents } from "../store/consent-store.ts";
import { findParticipants } from "../store/participant-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";

const synthetic = [
  { number: "S01-001", wristbandCode: "WB-S01-001", sex: "female", birthYear: 1958, kilograms: 70, centimetres: 165 },
  { number: "S01-002", wristbandCode: "WB-S01-002", sex: "male", birthYear: 1949, kilograms: 64, centimetres: 172 },
  { number: "S01-003", wristbandCode: "WB-S01-003", sex: "female", birthYear: 1971, kilograms: 58, centimetres: 160 },
] as const;

/** @returns the id of the first one. */
export async function loadExampleParticipants(context: CommandContext, studyId: string, protocol: Protocol): Promise<string> {
  const weighedAt = new Date(Date.parse(context.now) - 2 * 86_400_000).toISOString();
  const known = await context.store.read(context.siteId, (tx) => findParticipants(tx, context.siteId, studyId));
  const participants: ParticipantRecord[] = [];
  for (const { kilograms, centimetres, ...one } of synthetic) {
    const body = { ...one, weight: { quantity: { value: kilograms, unit: "kg" }, at: weighedAt }, height: { value: centimetres, unit: "cm" }, synthetic: true };
    participants.push(known.find((other) => other.number === one.number) ?? (await createParticipant(context, studyId, body)));
  }
  const [first, second] = participants;
  if (first === undefined || second === undefined) throw new Error("The example participants are not there.");
  await makeReady(context, protocol, first);
  await consentOf(context, protocol, second);
  return first.id;
}

async function makeReady(context: CommandContext, protocol: Protocol, participant: ParticipantRecord): Promise<void> {
  await consentOf(context, protocol, participant);
  let record = participant;
  if (record.eligibility === null) {
    const answers = Object.fromEntries(protocol.eligibility.map((criterion) => [criterion.id, true]));
    record = await recordEligibility(context, record.id, { expectedVersion: record.version, answers });
  }
  if (record.doseLevel === null) await assignDose(context, record.id, { expectedVersion: record.version, doseLevel: 1, cohort: 1, slot: 1, reason: "Example: first slot of the first cohort." });
}

async function consentOf(context: CommandContext, protocol: Protocol, participant: ParticipantRecord): Promise<void> {
  if ((await context.store.read(context.siteId, (tx) => findConsents(tx, context.siteId, [participant.id]))).length > 0) return;
  const [signer] = protocol.consent.signers;
  if (signer === undefined) return;
  const scopes = protocol.consent.scopes.filter((scope) => scope.required).map((scope) => scope.id);
  await recordConsent(context, participant.id, { version: protocol.consent.version, signer, scopes, signedAt: new Date(Date.parse(context.now) - 86_400_000).toISOString() });
}
