/**
 * The one gate for writes: a change and its audit entries in one transaction, or neither.
 *
 * A chain can be extended by one transaction at a time, so writes to one chain queue up while one is under way and
 * then run together: each under its own savepoint, one move of the head, one commit. A caller gets its result only
 * after that commit.
 */
import type pg from "pg";
import { type ChainHead, type PendingEntry, extendChain, headOf, lockHead, siteChain } from "./chain.ts";
import { concernsAll } from "./database-errors.ts";
import { retrying } from "./retrying.ts";
import type { AuditNote, WriteScope, WriteTx } from "./store.ts";
import { type OpenTransaction, asSite, inTransaction } from "./transaction.ts";

/** Writes that share one transaction at most: a longer queue would make the first one wait for the last. */
const largestGroup = 64;

interface Job {
  readonly scope: WriteScope;
  readonly work: (write: WriteTx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: unknown };
export type CommitListener = (siteId: string, chainId: string, head: ChainHead) => void;

export interface Gate {
  write<T>(scope: WriteScope, work: (write: WriteTx) => Promise<T>): Promise<T>;
  /** Settles when nothing is under way any more. */
  idle(): Promise<void>;
}

export function openGate(pool: pg.Pool, onCommit: CommitListener): Gate {
  const queues = new Map<string, Job[]>();
  const running = new Set<Promise<void>>();

  const drain = async (key: string, queue: Job[]) => {
    while (queue.length > 0) await runGroup(pool, queue.splice(0, largestGroup), onCommit);
    queues.delete(key);
  };
  return {
    write: <T>(scope: WriteScope, work: (write: WriteTx) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        const job: Job = { scope, work, resolve: resolve as (value: unknown) => void, reject };
        const key = `${scope.siteId}/${scope.studyId ?? siteChain}`;
        const waiting = queues.get(key);
        if (waiting !== undefined) return void waiting.push(job);
        const queue = [job];
        queues.set(key, queue);
        const run = drain(key, queue).finally(() => running.delete(run));
        running.add(run);
      }),
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function runGroup(pool: pg.Pool, jobs: readonly Job[], onCommit: CommitListener): Promise<void> {
  const first = jobs[0];
  if (first === undefined) return;
  const { siteId } = first.scope;
  const chainId = first.scope.studyId ?? siteChain;
  let outcomes: Outcome[] = [];
  try {
    const head = await retrying(() =>
      inTransaction(pool, `${asSite(siteId)}; ${lockHead(siteId, chainId)}`, async (open) => {
        const found = await headOf(open.tx, siteId, chainId, open.openingRows);
        const pending: PendingEntry[] = [];
        outcomes = [];
        for (const job of jobs) outcomes.push(await runJob(open, job, pending, jobs.length > 1));
        return pending.length === 0 ? null : await extendChain(open.tx, siteId, chainId, found, pending);
      }),
    );
    if (head !== null) onCommit(siteId, chainId, head);
  } catch (error) {
    // A single write's own refusal ends here too: it rolls the transaction back.
    for (const job of jobs) job.reject(error);
    return;
  }
  jobs.forEach((job, index) => {
    const outcome = outcomes[index];
    if (outcome !== undefined && "value" in outcome) job.resolve(outcome.value);
    else job.reject(outcome?.error);
  });
}

async function runJob(open: OpenTransaction, job: Job, pending: PendingEntry[], shared: boolean): Promise<Outcome> {
  if (!shared) return { value: await doWork(open, job, pending) };
  const before = pending.length;
  await open.command("savepoint one_write");
  try {
    const value = await doWork(open, job, pending);
    await open.command("release savepoint one_write");
    return { value };
  } catch (error) {
    if (concernsAll(error)) throw error;
    pending.length = before;
    await open.command("rollback to savepoint one_write; release savepoint one_write");
    return { error };
  }
}

async function doWork(open: OpenTransaction, job: Job, pending: PendingEntry[]): Promise<unknown> {
  const notes: AuditNote[] = [];
  let unchanged = false;
  const value = await job.work({
    tx: open.tx,
    audit: (note) => void notes.push(note),
    unchanged: () => {
      unchanged = true;
    },
  });
  if (notes.length === 0 && !unchanged) throw new Error("A write added no audit entry.");
  if (notes.length > 0 && unchanged) throw new Error("A write said that it changed nothing, and added an audit entry.");
  for (const note of notes) pending.push({ scope: job.scope, note });
  return value;
}
