/** Transactions under a role and a site, with as few round trips as possible. */
import { Kysely, type KyselyConfig, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import pg from "pg";
import { DatabaseUnreachable, isConnectionLoss } from "./database-errors.ts";
import type { Tx } from "./store.ts";
import type { Database } from "./tables.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** The site of a transaction stands in the statement itself, so nothing but a UUID may get there. */
export function requireUuid(text: string): string {
  if (!uuid.test(text)) throw new RangeError("An id is not a UUID.");
  return text;
}

export const asSite = (siteId: string): string => `select set_config('role', 'stroma_app', true), set_config('app.site', '${requireUuid(siteId)}', true)`;
export const asAuthority = `select set_config('role', 'stroma_auth', true)`;

// `begin` is sent together with role and site, and `commit` by us: Kysely only marks the transaction's limits.
class InsideDriver extends PostgresDriver {
  override beginTransaction(): Promise<void> {
    return Promise.resolve();
  }
  override commitTransaction(): Promise<void> {
    return Promise.resolve();
  }
  override rollbackTransaction(): Promise<void> {
    return Promise.resolve();
  }
}

const insides = new WeakMap<pg.PoolClient, Kysely<Database>>();

function insideOf(client: pg.PoolClient): Kysely<Database> {
  const known = insides.get(client);
  if (known !== undefined) return known;
  const lent = { query: client.query.bind(client), release: () => undefined };
  const pool = { connect: () => Promise.resolve(lent), end: () => Promise.resolve(), options: {} } as unknown as pg.Pool;
  const config: KyselyConfig = {
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new InsideDriver({ pool }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  };
  const made = new Kysely<Database>(config);
  insides.set(client, made);
  return made;
}

export interface OpenTransaction {
  readonly tx: Tx;
  /** Rows of the last statement of the opening text. */
  readonly openingRows: readonly Record<string, unknown>[];
  /** A statement of our own making, without parameters. */
  command(text: string): Promise<void>;
}

/**
 * Runs `work` between `begin` and `commit`. `opening` (role, site, first statement) goes out with `begin` in one message.
 * Throws DatabaseUnreachable where the connection fails, and whatever `work` throws, after rolling back.
 */
export async function inTransaction<T>(pool: pg.Pool, opening: string, work: (open: OpenTransaction) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw new DatabaseUnreachable(error);
  }
  let broken = false;
  // A client that is checked out reports its connection's end to nobody else.
  const onLoss = () => {
    broken = true;
  };
  client.on("error", onLoss);
  try {
    const opened = (await client.query(`begin; ${opening}`)) as unknown as pg.QueryResult<Record<string, unknown>>[];
    const result = await insideOf(client)
      .transaction()
      .execute((tx) => work({ tx, openingRows: opened.at(-1)?.rows ?? [], command: async (text) => void (await client.query(text)) }));
    const ended = await client.query("commit");
    // PostgreSQL answers `commit` of a failed transaction with "ROLLBACK" and no error.
    if (ended.command !== "COMMIT") throw new Error("The transaction had failed before its commit; an error in it was swallowed.");
    return result;
  } catch (error) {
    if (broken || isConnectionLoss(error)) {
      broken = true;
      throw error instanceof DatabaseUnreachable ? error : new DatabaseUnreachable(error);
    }
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off("error", onLoss);
    client.release(broken);
  }
}
