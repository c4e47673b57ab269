/**
 * The first tables. Site first in every key; ids are UUIDv7 made by the caller; no sequences; no triggers; times are
 * timestamptz; what the domain owns as a whole is jsonb. Row-level security isolates sites for the role `stroma_app`;
 * `stroma_auth` sees people, credentials and sessions only.
 */
const siteTables = [
  "study_site", "limit_confirmation", "dose_level_state", "safety_hold", "participant", "consent", "contact", "lot", "test_result", "bag",
  "infusion", "infusion_event", "deviation", "audit_chain", "audit_entry",
];

export const sql = `
do $$ begin
  -- Roles belong to the whole database server: two databases of it may be migrated at once.
  perform pg_advisory_xact_lock(735101);
  if not exists (select 1 from pg_roles where rolname = 'stroma_app') then create role stroma_app nologin; end if;
  if not exists (select 1 from pg_roles where rolname = 'stroma_auth') then create role stroma_auth nologin; end if;
end $$;

create table server_setting (key text primary key, value jsonb not null);

create table site (
  id uuid primary key, name text not null, country text not null, time_zone text not null, example boolean not null default false, created_at timestamptz not null);
create table person (
  id uuid primary key, user_name text not null unique, display_name text not null, active boolean not null default true, example boolean not null default false,
  badge text unique, version integer not null default 1, created_at timestamptz not null);
create table site_role (
  site_id uuid not null references site, person_id uuid not null references person, roles text[] not null, delegations text[] not null default '{}',
  primary key (site_id, person_id));
create table credential (
  person_id uuid primary key references person, password_hash text, pin_hash text, changed_at timestamptz);
create table attempt (
  key text primary key, failed integer not null, last_at timestamptz not null, locked_until timestamptz);
create table one_time_link (
  token_hash text primary key, person_id uuid not null references person, expires_at timestamptz not null, used_at timestamptz);
create table device (
  id uuid primary key, site_id uuid not null references site, name text not null, kind text not null check (kind in ('tablet', 'gateway')),
  token_hash text not null unique, created_at timestamptz not null, created_by uuid, last_seen_at timestamptz, revoked_at timestamptz);
create table session (
  token_hash text primary key, person_id uuid not null references person, device_id uuid references device, acting_person_id uuid references person,
  created_at timestamptz not null, last_used_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz);

create table study (
  id uuid primary key, code text not null unique, title text not null, example boolean not null default false, created_at timestamptz not null);
create table protocol_version (
  id uuid primary key, study_id uuid references study, document_id text not null, version text not null, kind text not null check (kind in ('ruleset', 'study')),
  document jsonb not null, source_text text not null, sha256 text not null, loaded_at timestamptz not null, unique (document_id, version));

create table study_site (
  site_id uuid not null references site, study_id uuid not null references study, protocol_version_id uuid not null references protocol_version, primary key (site_id, study_id));
create table limit_confirmation (
  site_id uuid not null, id uuid not null, study_id uuid not null, protocol_version_id uuid not null, statement text not null, local_decisions jsonb not null,
  confirmed_by uuid not null, confirmed_at timestamptz not null, primary key (site_id, id), unique (site_id, protocol_version_id));
create table dose_level_state (
  site_id uuid not null, study_id uuid not null, level integer not null, open boolean not null, changed_by uuid not null, changed_at timestamptz not null, reason text not null,
  primary key (site_id, study_id, level));
create table safety_hold (
  site_id uuid not null, id uuid not null, study_id uuid not null, reason text not null, placed_by uuid not null, placed_at timestamptz not null,
  lifted_by uuid, lifted_at timestamptz, lift_reason text, primary key (site_id, id));
create table participant (
  site_id uuid not null, id uuid not null, study_id uuid not null, number text not null, wristband_code text not null, sex text, birth_year integer,
  last_weight jsonb, height jsonb, eligibility jsonb, dose_level integer, cohort integer, slot integer, protocol_version_id uuid not null, synthetic boolean not null,
  version integer not null default 1, created_at timestamptz not null,
  primary key (site_id, id), unique (site_id, study_id, number), unique (site_id, wristband_code), unique (site_id, study_id, dose_level, cohort, slot));
create table consent (
  site_id uuid not null, id uuid not null, participant_id uuid not null, version text not null, signer text not null, scopes text[] not null, signed_at timestamptz not null,
  recorded_by uuid not null, withdrawn_at timestamptz, withdrawal_reason text, primary key (site_id, id), foreign key (site_id, participant_id) references participant);
create table contact (
  site_id uuid not null, id uuid not null, participant_id uuid not null, infusion_id uuid, text text not null, due_at timestamptz not null,
  done_at timestamptz, done_by uuid, result text, primary key (site_id, id), foreign key (site_id, participant_id) references participant);
create table lot (
  site_id uuid not null, id uuid not null, study_id uuid not null, code text not null, details jsonb not null, release jsonb, version integer not null default 1,
  created_at timestamptz not null, primary key (site_id, id), unique (site_id, code));
create table test_result (
  site_id uuid not null, id uuid not null, lot_id uuid not null, test_id text not null, stage text not null, result jsonb, reported_by uuid not null, reported_at timestamptz not null,
  primary key (site_id, id), foreign key (site_id, lot_id) references lot);
create table bag (
  site_id uuid not null, id uuid not null, lot_id uuid not null, code text not null, state text not null, viable_cells numeric, viable_cells_unit text, volume numeric, volume_unit text,
  reserved_for_infusion_id uuid, thawed_at timestamptz, issued_at timestamptz, version integer not null default 1,
  primary key (site_id, id), unique (site_id, code), foreign key (site_id, lot_id) references lot);
create table infusion (
  site_id uuid not null, id uuid not null, study_id uuid not null, participant_id uuid not null, protocol_version_id uuid not null, dose_level integer,
  planned_for timestamptz not null, phase text not null, started_at timestamptz, created_at timestamptz not null,
  primary key (site_id, id), foreign key (site_id, participant_id) references participant);
create index infusion_by_phase on infusion (site_id, phase, planned_for);
create table infusion_event (
  site_id uuid not null, id uuid not null, infusion_id uuid not null, type text not null, clinical_time timestamptz not null, device_time timestamptz not null,
  received_at timestamptz not null, author_id text not null, author_role text not null, device_id text not null, entry text not null, data jsonb not null,
  primary key (site_id, id), foreign key (site_id, infusion_id) references infusion);
create index infusion_event_in_order on infusion_event (site_id, infusion_id, clinical_time, device_time, id);
create table deviation (
  site_id uuid not null, id uuid not null, infusion_id uuid not null, key text not null, kind text not null, since timestamptz not null, message text not null,
  opened_at timestamptz not null, reviewed_by uuid, reviewed_at timestamptz, review_note text, primary key (site_id, id), unique (site_id, infusion_id, key));
create table audit_chain (
  site_id uuid not null, chain_id uuid not null, seq bigint not null, head text not null, primary key (site_id, chain_id));
create table audit_entry (
  site_id uuid not null, chain_id uuid not null, seq bigint not null, at timestamptz not null, actor_id text, actor_role text not null, device_id text,
  what text not null, entity text not null, entity_id text, from_value jsonb, to_value jsonb, reason text, prev_hash text not null, hash text not null,
  primary key (site_id, chain_id, seq));
create index audit_entry_by_entity on audit_entry (site_id, entity_id);

${siteTables
  .map(
    (table) => `alter table ${table} enable row level security; alter table ${table} force row level security;
create policy site_isolation on ${table} to stroma_app using (site_id = nullif(current_setting('app.site', true), '')::uuid) with check (site_id = nullif(current_setting('app.site', true), '')::uuid);
grant select, insert on ${table} to stroma_app;`,
  )
  .join("\n")}
grant update on study_site, dose_level_state, safety_hold, participant, consent, contact, lot, bag, infusion, deviation, audit_chain to stroma_app;

alter table site enable row level security;
create policy own_site on site to stroma_app using (id = nullif(current_setting('app.site', true), '')::uuid);
create policy all_sites on site to stroma_auth using (true) with check (true);
alter table site_role enable row level security;
create policy own_site on site_role to stroma_app using (site_id = nullif(current_setting('app.site', true), '')::uuid) with check (site_id = nullif(current_setting('app.site', true), '')::uuid);
create policy all_roles on site_role to stroma_auth using (true) with check (true);
alter table person enable row level security;
create policy colleagues on person to stroma_app using (exists (select 1 from site_role r where r.person_id = person.id and r.site_id = nullif(current_setting('app.site', true), '')::uuid)) with check (true);
create policy all_people on person to stroma_auth using (true) with check (true);
alter table device enable row level security;
create policy own_site on device to stroma_app using (site_id = nullif(current_setting('app.site', true), '')::uuid) with check (site_id = nullif(current_setting('app.site', true), '')::uuid);
create policy all_devices on device to stroma_auth using (true) with check (true);
alter table study enable row level security;
create policy own_studies on study to stroma_app using (exists (select 1 from study_site s where s.study_id = study.id and s.site_id = nullif(current_setting('app.site', true), '')::uuid)) with check (true);
alter table protocol_version enable row level security;
create policy own_protocols on protocol_version to stroma_app using (kind = 'ruleset' or exists (select 1 from study_site s where s.study_id = protocol_version.study_id and s.site_id = nullif(current_setting('app.site', true), '')::uuid)) with check (true);

grant select on site, site_role, person, device to stroma_app;
grant insert, update on person, site_role, device to stroma_app;
grant select, insert on study, protocol_version to stroma_app;
grant select, insert, update on server_setting to stroma_auth;
grant select on server_setting to stroma_app;
grant select, insert, update on credential, one_time_link, session, device, person, site, site_role to stroma_auth;
grant select, insert, update, delete on attempt to stroma_auth;
`;
