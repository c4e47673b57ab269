/** The one door to the database. Reads and writes run as `stroma_app` inside one site; sign-in runs as `stroma_auth`. */
import type { Delegation, Instant, Role } from "@stroma/domain";
import type { Kysely, Transaction } from "kysely";
import type { HeadKeeper } from "../audit/head-keeper.ts";
import type { EventOutcome, ReceivedEvent } from "./infusion-event-store.ts";
import type { Database } from "./tables.ts";

export type Tx = Transaction<Database>;

/** Who acts, from where. */
export interface Actor {
  readonly personId: string | null;
  readonly displayName: string;
  readonly role: Role | "device" | "system" | "unsigned";
  readonly roles: readonly Role[];
  readonly delegations: readonly Delegation[];
  readonly deviceId: string | null;
}

/** One audit entry to be; the gate adds time, actor, place in the chain and hash. */
export interface AuditNote {
  readonly what: string;
  readonly entity: string;
  readonly entityId: string | null;
  readonly from: unknown;
  readonly to: unknown;
  readonly reason?: string | null;
  /** When another actor than the transaction's wrote it (events of several authors in one batch). */
  readonly actor?: Actor;
}

export interface WriteScope {
  readonly siteId: string;
  /** `null`: the site's own chain (people, devices). */
  readonly studyId: string | null;
  readonly actor: Actor;
  readonly now: Instant;
}

/** A transaction in which a change is written together with its audit entries. */
export interface WriteTx {
  readonly tx: Tx;
  audit(note: AuditNote): void;
  /** Says that nothing was changed (a repeated command): the only way to leave the gate without an audit entry. */
  unchanged(): void;
}

export interface Store {
  /** Reads inside one site, under row-level security. */
  read<T>(siteId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The one gate: change and audit entries in one transaction; retried on 40001; a write without an audit entry is a bug and throws. */
  write<T>(scope: WriteScope, work: (write: WriteTx) => Promise<T>): Promise<T>;
  /** Infusion events, many callers in one statement and one commit; idempotent by id. See `event-writer.ts`. */
  appendEvents(scope: WriteScope, events: readonly ReceivedEvent[]): Promise<EventOutcome[]>;
  /** People, credentials, sessions, devices. */
  auth<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** For migrations, examples and verification by the command line: the owner, no row-level security. */
  readonly owner: Kysely<Database> | null;
  /** The signed heads of the audit chains, where the store keeps them. */
  readonly auditHeads: HeadKeeper | null;
  close(): Promise<void>;
}

export { openStore } from "./open-store.ts";
