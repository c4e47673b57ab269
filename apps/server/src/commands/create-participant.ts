/** Enters a participant into screening; the current protocol version is pinned. */
import type { Instant, Participant, Quantity } from "@stroma/domain";
import { dimensionOf } from "@stroma/domain";
import { insertParticipant } from "../store/participant-store.ts";
import type { ParticipantRecord } from "../store/participant-store.ts";
import { findStudy } from "../store/study-store.ts";
import { found, inStudy, invalid, refuseDuplicate } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";

export interface BodyInput {
  readonly sex: Participant["sex"];
  readonly birthYear: number | null;
  readonly weight: { readonly quantity: Quantity; readonly at: Instant } | null;
  readonly height: Quantity | null;
  readonly wristbandCode: string;
}

export async function createParticipant(context: CommandContext, studyId: string, input: BodyInput & { readonly number: string; readonly synthetic: boolean }): Promise<ParticipantRecord> {
  requireBodyUnits(input);
  const study = found(await context.store.read(context.siteId, (tx) => findStudy(tx, context.siteId, studyId)));
  const participant: ParticipantRecord = {
    id: context.newId(), studyId, number: input.number, wristbandCode: input.wristbandCode, sex: input.sex, birthYear: input.birthYear, lastWeight: input.weight, height: input.height,
    doseLevel: null, synthetic: input.synthetic, eligibility: null, cohort: null, slot: null, protocolId: study.protocolId, version: 1, createdAt: context.now,
  };
  const write = context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    await insertParticipant(tx, context.siteId, participant);
    audit({ what: "participant-created", entity: "participant", entityId: participant.id, from: null, to: { ...participant } });
  });
  await refuseDuplicate(write, "number", "The number or the wristband code is taken at this site.");
  return participant;
}

/** Weight must be a mass and height a length; throws `invalid-input` with every fault. */
export function requireBodyUnits(input: Pick<BodyInput, "weight" | "height">): void {
  if (input.weight !== null && dimensionOf(input.weight.quantity.unit) !== dimensionOf("kg")) throw invalid("weight.quantity.unit", "unit-mismatch", `${input.weight.quantity.unit} is no unit of weight.`, "Give the weight in kg.");
  if (input.height !== null && dimensionOf(input.height.unit) !== dimensionOf("cm")) throw invalid("height.unit", "unit-mismatch", `${input.height.unit} is no unit of height.`, "Give the height in cm.");
}
