/**
 * Appends events, many callers in one statement. Events of one chain that arrive while a write to it is under way
 * are written together by the next one.
 */
import { isConnectionLoss, DatabaseUnreachable } from "./database-errors.ts";
import { type EventOutcome, type ReceivedEvent, insertEvents, noteOfEvent } from "./infusion-event-store.ts";
import type { Store, WriteScope, WriteTx } from "./store.ts";

interface Request {
  readonly scope: WriteScope;
  readonly events: readonly ReceivedEvent[];
  readonly resolve: (outcomes: EventOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}
export interface EventWriter {
  /**
   * Writes the events with their audit entries; settles after the commit.
   *
   * The infusion must exist in the study of `scope`, and the events must have passed the domain's parser.
   * @returns one outcome for each event, in their order.
   */
  appendEvents(scope: WriteScope, events: readonly ReceivedEvent[]): Promise<EventOutcome[]>;
}

/** Rows of one statement at most. */
const largestStatement = 1_000;

export function openEventWriter(store: Pick<Store, "write">): EventWriter {
  const waiting = new Map<string, Request[]>();

  const flush = async (key: string, scope: WriteScope) => {
    let taken: Request[] | null = null;
    let more = false;
    const take = () => {
      if (taken !== null) return taken;
      taken = takeSome(waiting, key);
      // Those who come after an emptied queue begin a flush of their own; a queue that was not emptied would have none.
      more = waiting.has(key);
      return taken;
    };
    try {
      const outcomes = await store.write(scope, (write) => writeAll(write, take()));
      take().forEach((request, index) => request.resolve(outcomes[index] ?? []));
    } catch (error) {
      await settleOneByOne(store, take(), error);
    }
    // What came beyond the largest statement goes on with the next one.
    const left = more ? waiting.get(key)?.[0] : undefined;
    if (left !== undefined) void flush(key, left.scope);
  };
  return {
    appendEvents: (scope, events) =>
      new Promise((resolve, reject) => {
        if (events.length === 0) return resolve([]);
        const key = `${scope.siteId}/${scope.studyId ?? ""}`;
        const request = { scope, events, resolve, reject };
        const queue = waiting.get(key);
        if (queue !== undefined) return void queue.push(request);
        waiting.set(key, [request]);
        void flush(key, scope);
      }),
  };
}

function takeSome(waiting: Map<string, Request[]>, key: string): Request[] {
  const queue = waiting.get(key) ?? [];
  let rows = 0;
  let count = 0;
  for (const request of queue) {
    rows += request.events.length;
    if (count > 0 && rows > largestStatement) break;
    count += 1;
  }
  const taken = queue.splice(0, count);
  if (queue.length === 0) waiting.delete(key);
  return taken;
}

async function writeAll(write: WriteTx, requests: readonly Request[]): Promise<EventOutcome[][]> {
  const siteId = requests[0]?.scope.siteId ?? "";
  const all = await insertEvents(write.tx, siteId, requests.flatMap((request) => request.events));
  let next = 0;
  let accepted = 0;
  const answers = requests.map(({ scope, events }) =>
    events.map((event) => {
      const outcome = all[next];
      next += 1;
      if (outcome === undefined) throw new Error("An event has no outcome.");
      if (outcome.outcome === "accepted") {
        accepted += 1;
        write.audit({ ...noteOfEvent(event), actor: scope.actor });
      }
      return outcome;
    }),
  );
  if (accepted === 0) write.unchanged();
  return answers;
}

/** One request that the database refuses must not take the others with it. */
async function settleOneByOne(store: Pick<Store, "write">, requests: readonly Request[], error: unknown): Promise<void> {
  if (requests.length <= 1 || error instanceof DatabaseUnreachable || isConnectionLoss(error)) {
    for (const request of requests) request.reject(error);
    return;
  }
  for (const request of requests) {
    try {
      const [outcomes] = await store.write(request.scope, (write) => writeAll(write, [request]));
      request.resolve(outcomes ?? []);
    } catch (own) {
      request.reject(own);
    }
  }
}
