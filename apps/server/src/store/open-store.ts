/** Opens the one door to the database. */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { type HeadKeeper, joinHeadKeeper, openHeadKeeper } from "../audit/head-keeper.ts";
import { openEventWriter } from "./event-writer.ts";
import { openGate } from "./gate.ts";
import { retrying } from "./retrying.ts";
import type { Store } from "./store.ts";
import type { Database } from "./tables.ts";
import { asAuthority, asSite, inTransaction } from "./transaction.ts";

export interface StoreOptions {
  /** The address that the server works with: may only become stroma_app or stroma_auth. */
  readonly url: string;
  /** The owner's address, for the command line. */
  readonly ownerUrl?: string;
  /** The folder for signed heads of the audit chains; without it none are kept (tests, read-only tools). */
  readonly auditHeads?: string;
  /** The same folder, used beside the server that it belongs to. */
  readonly auditHeadsBeside?: string;
  readonly connections?: number;
}

/** Nothing is connected before the first use. */
export function openStore(options: StoreOptions): Store {
  const pool = poolOf(options.url, options.connections ?? 20);
  const ownerPool = options.ownerUrl === undefined ? null : poolOf(options.ownerUrl, 2);
  const keeper = openKeeper(options);
  const gate = openGate(pool, (siteId, chainId, head) => keeper?.keep({ siteId, chainId, ...head }));
  const owner = ownerPool === null ? null : new Kysely<Database>({ dialect: new PostgresDialect({ pool: ownerPool }) });
  return {
    read: (siteId, work) => retrying(() => inTransaction(pool, asSite(siteId), ({ tx }) => work(tx))),
    write: gate.write,
    appendEvents: openEventWriter(gate).appendEvents,
    auth: (work) => retrying(() => inTransaction(pool, asAuthority, ({ tx }) => work(tx))),
    owner,
    auditHeads: keeper,
    close: async () => {
      await gate.idle();
      await keeper?.close();
      await pool.end();
      await owner?.destroy();
    },
  };
}

function openKeeper({ auditHeads, auditHeadsBeside }: StoreOptions): HeadKeeper | null {
  if (auditHeads !== undefined) return openHeadKeeper(auditHeads);
  return auditHeadsBeside === undefined ? null : joinHeadKeeper(auditHeadsBeside);
}

function poolOf(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000, keepAlive: true, application_name: "stroma" });
  // An idle connection that the database closes is replaced at its next use.
  pool.on("error", () => undefined);
  return pool;
}
