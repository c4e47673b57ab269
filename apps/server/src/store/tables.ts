/** The tables as Kysely sees them. Times are read as `Date` and leave the store as instants. */
import type { BagState, ConsentSigner, Delegation, EligibilityAnswers, Instant, LotRelease, Participant, Protocol, Quantity, Role } from "@stroma/domain";
import type { ColumnType, JSONColumnType } from "kysely";

type Time = ColumnType<Date, Date | string, Date | string>;
type TimeOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;
type Json<T> = JSONColumnType<T & object, string, string>;
type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;
/** `numeric` arrives as text; the store makes a number of it. */
type Numeric = ColumnType<string | null, string | number | null, string | number | null>;

export interface Database {
  server_setting: { key: string; value: ColumnType<unknown, string, string> };
  site: { id: string; name: string; country: string; time_zone: string; example: boolean; created_at: Time };
  person: { id: string; user_name: string; display_name: string; active: boolean; example: boolean; badge: string | null; version: number; created_at: Time };
  site_role: { site_id: string; person_id: string; roles: Role[]; delegations: Delegation[] };
  credential: { person_id: string; password_hash: string | null; pin_hash: string | null; changed_at: TimeOrNull };
  attempt: { key: string; failed: number; last_at: Time; locked_until: TimeOrNull };
  one_time_link: { token_hash: string; person_id: string; expires_at: Time; used_at: TimeOrNull };
  device: { id: string; site_id: string; name: string; kind: "tablet" | "gateway"; token_hash: string; created_at: Time; created_by: string | null; last_seen_at: TimeOrNull; revoked_at: TimeOrNull };
  session: { token_hash: string; person_id: string; device_id: string | null; acting_person_id: string | null; created_at: Time; last_used_at: Time; expires_at: Time; ended_at: TimeOrNull };
  study: { id: string; code: string; title: string; example: boolean; created_at: Time };
  protocol_version: { id: string; study_id: string | null; document_id: string; version: string; kind: "ruleset" | "study"; document: Json<Protocol>; source_text: string; sha256: string; loaded_at: Time };
  study_site: { site_id: string; study_id: string; protocol_version_id: string };
  limit_confirmation: { site_id: string; id: string; study_id: string; protocol_version_id: string; statement: string; local_decisions: Json<{ path: string; reason: string }[]>; confirmed_by: string; confirmed_at: Time };
  dose_level_state: { site_id: string; study_id: string; level: number; open: boolean; changed_by: string; changed_at: Time; reason: string };
  safety_hold: { site_id: string; id: string; study_id: string; reason: string; placed_by: string; placed_at: Time; lifted_by: string | null; lifted_at: TimeOrNull; lift_reason: string | null };
  participant: {
    site_id: string; id: string; study_id: string; number: string; wristband_code: string; sex: Participant["sex"]; birth_year: number | null;
    last_weight: JsonOrNull<{ quantity: Quantity; at: Instant }>; height: JsonOrNull<Quantity>; eligibility: JsonOrNull<EligibilityAnswers>;
    dose_level: number | null; cohort: number | null; slot: number | null; protocol_version_id: string; synthetic: boolean; version: number; created_at: Time;
  };
  consent: { site_id: string; id: string; participant_id: string; version: string; signer: ConsentSigner; scopes: string[]; signed_at: Time; recorded_by: string; withdrawn_at: TimeOrNull; withdrawal_reason: string | null };
  contact: { site_id: string; id: string; participant_id: string; infusion_id: string | null; text: string; due_at: Time; done_at: TimeOrNull; done_by: string | null; result: string | null };
  lot: { site_id: string; id: string; study_id: string; code: string; details: Json<unknown>; release: JsonOrNull<LotRelease>; version: number; created_at: Time };
  test_result: { site_id: string; id: string; lot_id: string; test_id: string; stage: "interim" | "final"; result: JsonOrNull<unknown>; reported_by: string; reported_at: Time };
  bag: {
    site_id: string; id: string; lot_id: string; code: string; state: BagState; viable_cells: Numeric; viable_cells_unit: string | null; volume: Numeric; volume_unit: string | null;
    reserved_for_infusion_id: string | null; thawed_at: TimeOrNull; issued_at: TimeOrNull; version: number;
  };
  infusion: { site_id: string; id: string; study_id: string; participant_id: string; protocol_version_id: string; dose_level: number | null; planned_for: Time; phase: string; started_at: TimeOrNull; created_at: Time };
  infusion_event: { site_id: string; id: string; infusion_id: string; type: string; clinical_time: Time; device_time: Time; received_at: Time; author_id: string; author_role: string; device_id: string; entry: string; data: Json<unknown> };
  deviation: { site_id: string; id: string; infusion_id: string; key: string; kind: string; since: Time; message: string; opened_at: Time; reviewed_by: string | null; reviewed_at: TimeOrNull; review_note: string | null };
  audit_chain: { site_id: string; chain_id: string; seq: ColumnType<string, number | string, number | string>; head: string };
  audit_entry: {
    site_id: string; chain_id: string; seq: ColumnType<string, number | string, never>; at: Time; actor_id: string | null; actor_role: string; device_id: string | null;
    what: string; entity: string; entity_id: string | null; from_value: JsonOrNull<unknown>; to_value: JsonOrNull<unknown>; reason: string | null; prev_hash: string; hash: string;
  };
}
