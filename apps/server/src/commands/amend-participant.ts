/** Changes of a participant's record: body and wristband, eligibility, dose assignment. Each names the version that it saw. */
import type { EligibilityAnswers } from "@stroma/domain";
import { ApiError } from "../http/api-error.ts";
import { findDoseLevelStates } from "../store/confirmation-store.ts";
import { findParticipant, updateParticipant } from "../store/participant-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";
import type { Tx } from "../store/store.ts";
import { findProtocolVersion } from "../store/study-store.ts";
import { found, inStudy, invalid, refuseDuplicate, requireFresh } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { requireBodyUnits } from "./create-participant.ts";
import type { BodyInput } from "./create-participant.ts";

type Change = (before: ParticipantRecord, tx: Tx) => Promise<Partial<ParticipantRecord>> | Partial<ParticipantRecord>;

async function change(context: CommandContext, participantId: string, expectedVersion: number, what: string, reason: string | null, make: Change): Promise<ParticipantRecord> {
  const known = found(await context.store.read(context.siteId, (tx) => findParticipant(tx, context.siteId, participantId)));
  const write = context.store.write(inStudy(context, known.studyId), async ({ tx, audit }) => {
    const before = found(await findParticipant(tx, context.siteId, participantId));
    const changed = await make(before, tx);
    const after = { ...before, ...changed, version: expectedVersion + 1 };
    requireFresh(before.version === expectedVersion && (await updateParticipant(tx, context.siteId, expectedVersion, after)));
    const from = Object.fromEntries(Object.keys(changed).map((key) => [key, before[key as keyof ParticipantRecord]]));
    audit({ what, entity: "participant", entityId: participantId, from, to: changed, reason });
    return after;
  });
  return refuseDuplicate(write, "", "The wristband code, or the slot in the cohort, is taken.");
}

/** Amends body data or wristband, with a reason. */
export async function amendParticipant(context: CommandContext, participantId: string, input: BodyInput & { readonly expectedVersion: number; readonly reason: string }): Promise<ParticipantRecord> {
  requireBodyUnits(input);
  return change(context, participantId, input.expectedVersion, "participant-amended", input.reason, () => ({ sex: input.sex, birthYear: input.birthYear, lastWeight: input.weight, height: input.height, wristbandCode: input.wristbandCode }));
}

/** Answers the eligibility criteria of the participant's protocol version; `null` says unknown. Throws `invalid-input` for a criterion that the protocol lacks. */
export async function recordEligibility(context: CommandContext, participantId: string, input: { readonly expectedVersion: number; readonly answers: EligibilityAnswers }): Promise<ParticipantRecord> {
  return change(context, participantId, input.expectedVersion, "eligibility-recorded", null, async (before, tx) => {
    const version = found(await findProtocolVersion(tx, before.protocolId));
    const criteria = new Set(version.protocol.eligibility.map((one) => one.id));
    const faults = Object.keys(input.answers)
      .filter((id) => !criteria.has(id))
      .map((id) => ({ path: `answers.${id}`, code: "unknown-criterion", message: `The protocol has no criterion ${id}.`, remedy: "Answer the criteria of the participant's protocol version." }));
    if (faults.length > 0) throw new ApiError("invalid-input", { faults });
    return { eligibility: input.answers };
  });
}

export interface DoseAssignment {
  readonly expectedVersion: number;
  readonly doseLevel: number;
  readonly cohort: number;
  readonly slot: number;
  readonly reason: string;
}

/** Assigns a dose level that is open at the site, and a free slot in a cohort. */
export async function assignDose(context: CommandContext, participantId: string, input: DoseAssignment): Promise<ParticipantRecord> {
  return change(context, participantId, input.expectedVersion, "dose-assigned", input.reason, async (before, tx) => {
    const version = found(await findProtocolVersion(tx, before.protocolId));
    if (!version.protocol.dose.levels.some((one) => one.level === input.doseLevel)) throw invalid("doseLevel", "unknown-dose-level", `The protocol has no dose level ${input.doseLevel}.`, "Choose a dose level of the participant's protocol version.");
    const state = (await findDoseLevelStates(tx, context.siteId, before.studyId)).find((one) => one.level === input.doseLevel);
    if (state?.open !== true) throw new ApiError("conflict", { faults: [{ path: "doseLevel", code: "dose-level-closed", message: `Dose level ${input.doseLevel} is not open at this site.`, remedy: "An investigator opens it on the study's page." }] });
    return { doseLevel: input.doseLevel, cohort: input.cohort, slot: input.slot };
  });
}
