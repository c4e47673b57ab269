/** Complete tables of a study at a site, for export: every row, every column, units in columns of their own. */
import { type Quantity, redactIdentity } from "@stroma/domain";
import { withholdIdentity } from "../audit/withhold-identity.ts";
import { findEntries } from "./audit-store.ts";
import { findConsents } from "./consent-store.ts";
import { studyReaders } from "./export-study-readers.ts";
import { findEvents } from "./infusion-event-store.ts";
import { findLots } from "./lot-store.ts";
import { findParticipants } from "./participant-store.ts";
import { instantOf, instantOrNull } from "./row-values.ts";
import type { Tx } from "./store.ts";

export type ExportValue = string | number | boolean | null;
export interface ExportedTable {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, ExportValue>>[];
}

/** @param viewerId who takes the table away; `null`: the operator. Others' lone identity passes are withheld. */
export type ExportReader = (tx: Tx, siteId: string, studyId: string, viewerId: string | null) => Promise<ExportedTable>;

/** One reader for each table of the contract. */
export const exportReaders: Readonly<Record<string, ExportReader>> = {
  ...studyReaders,
  participants: async (tx, siteId, studyId) => {
    const columns = ["id", "study_id", "number", "wristband_code", "sex", "birth_year", "weight", "weight_unit", "weighed_at", "height", "height_unit", "eligibility", "dose_level", "cohort", "slot", "protocol_version_id", "synthetic", "version", "created_at"];
    const rows = (await findParticipants(tx, siteId, studyId)).map((one) => ({
      id: one.id, study_id: one.studyId, number: one.number, wristband_code: one.wristbandCode, sex: one.sex, birth_year: one.birthYear, ...quantity("weight", one.lastWeight?.quantity ?? null), weighed_at: one.lastWeight?.at ?? null,
      ...quantity("height", one.height), eligibility: json(one.eligibility), dose_level: one.doseLevel, cohort: one.cohort, slot: one.slot, protocol_version_id: one.protocolId, synthetic: one.synthetic, version: one.version, created_at: one.createdAt,
    }));
    return { columns, rows };
  },
  consents: async (tx, siteId, studyId) => {
    const participants = (await findParticipants(tx, siteId, studyId)).map((one) => one.id);
    const reasons = participants.length === 0 ? [] : await tx.selectFrom("consent").where("site_id", "=", siteId).where("participant_id", "in", participants).select(["id", "withdrawal_reason"]).execute();
    const columns = ["id", "participant_id", "version", "signer", "scopes", "signed_at", "recorded_by", "withdrawn_at", "withdrawal_reason"];
    const rows = (await findConsents(tx, siteId, participants)).map((one) => ({
      id: one.id, participant_id: one.participantId, version: one.version, signer: one.signer, scopes: one.scopes.join(" "), signed_at: one.signedAt, recorded_by: one.recordedBy, withdrawn_at: one.withdrawnAt,
      withdrawal_reason: reasons.find((row) => row.id === one.id)?.withdrawal_reason ?? null,
    }));
    return { columns, rows };
  },
  lots: async (tx, siteId, studyId) => {
    const columns = ["id", "study_id", "code", "source_tissue", "passage", "donor_eligible", "manufactured_on", "expires_at", "carrier", "dmso", "dmso_unit", "release", "release_signed_by", "release_signed_at", "release_reason", "bags", "version"];
    const rows = (await findLots(tx, siteId, studyId)).map((lot) => ({
      id: lot.id, study_id: lot.studyId, code: lot.code, source_tissue: lot.sourceTissue, passage: lot.passage, donor_eligible: lot.donorEligible, manufactured_on: lot.manufacturedOn, expires_at: lot.expiresAt, carrier: lot.carrier, ...quantity("dmso", lot.dmso),
      release: lot.release?.kind ?? null, release_signed_by: lot.release?.signedBy ?? null, release_signed_at: lot.release?.signedAt ?? null, release_reason: lot.release?.reason ?? null, bags: lot.bagCount, version: lot.version,
    }));
    return { columns, rows };
  },
  bags: async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("bag").innerJoin("lot", (join) => join.onRef("lot.site_id", "=", "bag.site_id").onRef("lot.id", "=", "bag.lot_id")).where("bag.site_id", "=", siteId).where("lot.study_id", "=", studyId).selectAll("bag").orderBy("bag.code").execute();
    const columns = ["id", "lot_id", "code", "state", "viable_cells", "viable_cells_unit", "volume", "volume_unit", "reserved_for_infusion_id", "thawed_at", "issued_at", "version"];
    const rows = found.map((bag) => ({
      id: bag.id, lot_id: bag.lot_id, code: bag.code, state: bag.state, viable_cells: number(bag.viable_cells), viable_cells_unit: bag.viable_cells_unit, volume: number(bag.volume), volume_unit: bag.volume_unit,
      reserved_for_infusion_id: bag.reserved_for_infusion_id, thawed_at: instantOrNull(bag.thawed_at), issued_at: instantOrNull(bag.issued_at), version: bag.version,
    }));
    return { columns, rows };
  },
  "test-results": async (tx, siteId, studyId) => {
    const columns = ["lot_id", "lot_code", "test_id", "stage", "kind", "value", "value_unit", "text", "reported_at", "reported_by"];
    const rows = (await findLots(tx, siteId, studyId)).flatMap((lot) =>
      lot.results.map(({ testId, stage, result, reportedAt, reportedBy }) => ({
        lot_id: lot.id, lot_code: lot.code, test_id: testId, stage, kind: result?.kind ?? null, ...quantity("value", result?.kind === "number" ? result.quantity : null), text: result?.kind === "qualitative" ? result.value : null, reported_at: reportedAt, reported_by: reportedBy,
      })),
    );
    return { columns, rows };
  },
  infusions: async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("infusion").where("site_id", "=", siteId).where("study_id", "=", studyId).selectAll().orderBy("planned_for").orderBy("id").execute();
    const columns = ["id", "study_id", "participant_id", "protocol_version_id", "dose_level", "planned_for", "phase", "started_at", "created_at"];
    const rows = found.map((one) => ({
      id: one.id, study_id: one.study_id, participant_id: one.participant_id, protocol_version_id: one.protocol_version_id, dose_level: one.dose_level, planned_for: instantOf(one.planned_for), phase: one.phase, started_at: instantOrNull(one.started_at), created_at: instantOf(one.created_at),
    }));
    return { columns, rows };
  },
  "infusion-events": async (tx, siteId, studyId, viewerId) => {
    const columns = ["id", "infusion_id", "type", "clinical_time", "device_time", "received_at", "author_id", "author_role", "device_id", "entry", "data", "withheld"];
    const rows = (await eventsOfStudy(tx, siteId, studyId)).flatMap((events) => redactIdentity(events, viewerId).map((event, index) => ({ event, withheld: event !== events[index] }))).map(({ event, withheld }) => ({
      id: event.id, infusion_id: event.infusionId, type: event.type, clinical_time: event.clinicalTime, device_time: event.deviceTime, received_at: event.receivedAt, author_id: event.authorId, author_role: event.authorRole, device_id: event.deviceId, entry: event.entry, data: json(event.data), withheld,
    }));
    return { columns, rows };
  },
  "vital-signs": async (tx, siteId, studyId) => {
    const columns = ["event_id", "infusion_id", "clinical_time", "received_at", "author_id", "author_role", "device_id", "entry", "method", "channel", "value", "value_unit"];
    const rows = (await eventsOfStudy(tx, siteId, studyId)).flat().flatMap((event) =>
      event.type !== "vital-signs-recorded"
        ? []
        : event.data.samples.map((sample) => ({
            event_id: event.id, infusion_id: event.infusionId, clinical_time: event.clinicalTime, received_at: event.receivedAt, author_id: event.authorId, author_role: event.authorRole, device_id: event.deviceId, entry: event.entry, method: event.data.method,
            channel: sample.channel, value: sample.value, value_unit: sample.unit,
          })),
    );
    return { columns, rows };
  },
  deviations: async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("deviation").innerJoin("infusion", (join) => join.onRef("infusion.site_id", "=", "deviation.site_id").onRef("infusion.id", "=", "deviation.infusion_id")).where("deviation.site_id", "=", siteId).where("infusion.study_id", "=", studyId).selectAll("deviation").orderBy("deviation.since").orderBy("deviation.id").execute();
    const columns = ["id", "infusion_id", "key", "kind", "since", "message", "opened_at", "reviewed_by", "reviewed_at", "review_note"];
    const rows = found.map((one) => ({ id: one.id, infusion_id: one.infusion_id, key: one.key, kind: one.kind, since: instantOf(one.since), message: one.message, opened_at: instantOf(one.opened_at), reviewed_by: one.reviewed_by, reviewed_at: instantOrNull(one.reviewed_at), review_note: one.review_note }));
    return { columns, rows };
  },
  contacts: async (tx, siteId, studyId) => {
    const found = await tx.selectFrom("contact").innerJoin("participant", (join) => join.onRef("participant.site_id", "=", "contact.site_id").onRef("participant.id", "=", "contact.participant_id")).where("contact.site_id", "=", siteId).where("participant.study_id", "=", studyId).selectAll("contact").orderBy("contact.due_at").orderBy("contact.id").execute();
    const columns = ["id", "participant_id", "infusion_id", "text", "due_at", "done_at", "done_by", "result"];
    const rows = found.map((one) => ({ id: one.id, participant_id: one.participant_id, infusion_id: one.infusion_id, text: one.text, due_at: instantOf(one.due_at), done_at: instantOrNull(one.done_at), done_by: one.done_by, result: one.result }));
    return { columns, rows };
  },
  audit: async (tx, siteId, studyId, viewerId) => {
    const found = await withholdIdentity(tx, siteId, viewerId, await findEntries(tx, siteId, studyId));
    const columns = ["seq", "at", "actor_id", "actor_role", "device_id", "what", "entity", "entity_id", "from_value", "to_value", "reason", "prev_hash", "hash", "withheld"];
    const rows = found.map((one) => ({ seq: one.seq, at: one.at, actor_id: one.actorId, actor_role: one.actorRole, device_id: one.deviceId, what: one.what, entity: one.entity, entity_id: one.entityId, from_value: json(one.from), to_value: json(one.to), reason: one.reason, prev_hash: one.prevHash, hash: one.hash, withheld: one.withheld }));
    return { columns, rows };
  },
};

/** The events of each infusion. */
async function eventsOfStudy(tx: Tx, siteId: string, studyId: string) {
  const infusions = await tx.selectFrom("infusion").where("site_id", "=", siteId).where("study_id", "=", studyId).select("id").orderBy("planned_for").orderBy("id").execute();
  const events = [];
  for (const { id } of infusions) events.push(await findEvents(tx, siteId, id));
  return events;
}

function quantity(name: string, value: Quantity | null): Record<string, ExportValue> {
  return { [name]: value?.value ?? null, [`${name}_unit`]: value?.unit ?? null };
}

function number(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
