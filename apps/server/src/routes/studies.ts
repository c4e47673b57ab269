/** Studies: protocol documents, confirmation of limits, dose levels, safety holds. */
import { listClinicalNumbers } from "@stroma/domain";
import { confirmLimits } from "../commands/confirm-limits.ts";
import { found } from "../commands/command-context.ts";
import { createStudy } from "../commands/create-study.ts";
import { liftSafetyHold } from "../commands/lift-safety-hold.ts";
import { placeSafetyHold } from "../commands/place-safety-hold.ts";
import { setDoseLevel } from "../commands/set-dose-level.ts";
import { register, type RouteApp } from "../http/register.ts";
import { findConfirmation, findConfirmedProtocolIds, findDoseLevelCounts, findDoseLevelStates, findHolds } from "../store/confirmation-store.ts";
import type { LimitConfirmation } from "../store/confirmation-store.ts";
import { findParticipantCounts } from "../store/participant-store.ts";
import { findDisplayNames } from "../store/people-names-store.ts";
import type { Tx } from "../store/store.ts";
import { findProtocolVersions, findStudies, findStudy } from "../store/study-store.ts";
import type { StudyAtSite } from "../store/study-store.ts";
import { commandOf } from "./command-of.ts";
import { holdPart } from "./rows.ts";
import type { Names } from "./rows.ts";

export function addStudyRoutes(app: RouteApp): void {
  const { parts } = app;
  register(app, "listStudies", ({ siteId }) =>
    parts.store.read(siteId, async (tx) => {
      const studies = await findStudies(tx, siteId);
      const confirmed = await findConfirmedProtocolIds(tx, siteId);
      const counts = await findParticipantCounts(tx, siteId);
      return { studies: studies.map((study) => studyRow(study, confirmed.has(study.protocolId), counts.get(study.id) ?? 0)) };
    }),
  );
  register(app, "createStudy", (input) => createStudy(commandOf(parts, input), input.body));
  register(app, "readStudy", ({ siteId, params }) => parts.store.read(siteId, (tx) => readStudy(tx, siteId, params.studyId)));
  register(app, "confirmLimits", async (input) => {
    const confirmation = await confirmLimits(commandOf(parts, input), input.params.studyId, input.body);
    return { confirmation: confirmationPart(confirmation, input.body.protocolVersion, new Map([[confirmation.confirmedBy, input.actor.displayName]])) };
  });
  register(app, "setDoseLevel", async (input) => {
    await setDoseLevel(commandOf(parts, input), input.params.studyId, Number(input.params.level), input.body);
    return {};
  });
  register(app, "placeSafetyHold", async (input) => {
    const hold = await placeSafetyHold(commandOf(parts, input), input.params.studyId, input.body);
    return { hold: holdPart(hold, new Map([[hold.placedBy, input.actor.displayName]])) };
  });
  register(app, "liftSafetyHold", async (input) => {
    const hold = await liftSafetyHold(commandOf(parts, input), input.params.studyId, input.params.holdId, input.body);
    const names = await parts.store.read(input.siteId, (tx) => findDisplayNames(tx, [hold.placedBy, hold.liftedBy ?? hold.placedBy]));
    return { hold: holdPart(hold, names) };
  });
}

async function readStudy(tx: Tx, siteId: string, studyId: string) {
  const study = found(await findStudy(tx, siteId, studyId));
  const confirmation = await findConfirmation(tx, siteId, study.protocolId);
  const states = await findDoseLevelStates(tx, siteId, studyId);
  const counts = await findDoseLevelCounts(tx, siteId, studyId);
  const holds = await findHolds(tx, siteId, studyId);
  const people = [...states.map((state) => state.changedBy), ...holds.flatMap((hold) => [hold.placedBy, hold.liftedBy ?? hold.placedBy]), ...(confirmation === null ? [] : [confirmation.confirmedBy])];
  const names = await findDisplayNames(tx, people);
  const participants = (await findParticipantCounts(tx, siteId)).get(studyId) ?? 0;
  return {
    study: studyRow(study, confirmation !== null, participants),
    protocol: study.protocol,
    protocolId: study.protocolId,
    numbers: listClinicalNumbers(study.protocol).map(({ path, label, quantity, source }) => ({ path, label, quantity: quantity === null ? null : { value: quantity.value, unit: quantity.unit }, source: { citation: source.citation, status: source.status } })),
    versions: await findProtocolVersions(tx, studyId),
    confirmation: confirmation === null ? null : confirmationPart(confirmation, study.protocol.version, names),
    doseLevels: study.protocol.dose.levels.map((level) => {
      const state = states.find((one) => one.level === level.level);
      const count = counts.get(level.level);
      return {
        level: level.level, label: level.label, quantity: { value: level.quantity.value, unit: level.quantity.unit }, planned: level.participants, assigned: count?.assigned ?? 0, treated: count?.treated ?? 0,
        open: state?.open ?? false, changedBy: state === undefined ? null : (names.get(state.changedBy) ?? state.changedBy), changedAt: state?.changedAt ?? null,
      };
    }),
    holds: holds.map((hold) => holdPart(hold, names)),
  };
}

function studyRow(study: StudyAtSite, limitsConfirmed: boolean, participants: number) {
  return { id: study.id, code: study.code, title: study.title, protocolVersion: study.protocol.version, example: study.example, limitsConfirmed, participants };
}

function confirmationPart(confirmation: LimitConfirmation, protocolVersion: string, names: Names) {
  return {
    protocolVersion, confirmedBy: names.get(confirmation.confirmedBy) ?? confirmation.confirmedBy, confirmedAt: confirmation.confirmedAt, statement: confirmation.statement,
    localDecisions: confirmation.localDecisions.map(({ path, reason }) => ({ path, reason })),
  };
}
