/** What an error of the database means for the caller. */

/** The database cannot be reached or gave up; nothing was written by the call that gets this, or its fate is unknown. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    super("The database cannot be reached.", { cause });
    this.name = "DatabaseUnreachable";
  }
}

/** A change was asked for against a version that is no longer the newest. */
export class StaleVersion extends Error {
  constructor(what: string) {
    super(`${what} was changed meanwhile.`);
    this.name = "StaleVersion";
  }
}

const codeOf = (error: unknown): string => (typeof error === "object" && error !== null && "code" in error ? String(error.code) : "");

/** Serialization failure or deadlock: running the same transaction again is right. */
export const isRetryable = (error: unknown): boolean => ["40001", "40P01"].includes(codeOf(error));

/** Inside a shared transaction: the fault of the transaction as a whole, not of one write in it. */
export const concernsAll = (error: unknown): boolean => isRetryable(error) || isConnectionLoss(error) || error instanceof DatabaseUnreachable;

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === "23505";

const connectionWords = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended|not queryable|cannot use a pool after calling end/iu;

/** The connection is gone: refused, reset, shut down, too many of them, or the database is starting or stopping. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN)/u.test(code)) return true;
  // 08 connection, 57P shutdown and crash, 53 resources, 28 login (a password of another cluster), 3D000 database gone.
  if (/^(08|57P|53|28)/u.test(code) || code === "3D000" || code === "25006") return true;
  return error instanceof Error && connectionWords.test(error.message);
}
