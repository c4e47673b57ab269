/** Sends what waits. Answers what became of each entry; a failure of the network leaves everything waiting. */
import { CallFailure, call } from "../../api-client.ts";
import { serverClock } from "../../session/server-clock.ts";
import type { OutboxEntry } from "./outbox.ts";

export interface SendingResult {
  /** Acknowledged by the server, new or known already. */
  readonly done: readonly { readonly id: string; readonly receivedAt: string | null }[];
  readonly rejected: readonly { readonly id: string; readonly faults: NonNullable<OutboxEntry["rejected"]> }[];
  /** `sign-in`: somebody has to sign in before it can be sent; `later`: no network or a fault that may pass. */
  readonly waiting: "nothing" | "sign-in" | "later";
}

const batchSize = 100;

export async function sendOutbox(entries: readonly OutboxEntry[]): Promise<SendingResult> {
  const done: SendingResult["done"][number][] = [];
  const rejected: SendingResult["rejected"][number][] = [];
  let waiting: SendingResult["waiting"] = "nothing";
  // A stop is never held up by what was recorded before it.
  const stops = entries.filter((entry) => entry.route === "stop");
  const others = entries.filter((entry) => entry.route === "events");
  const batches = [...stops.map((entry) => [entry]), ...chunk(others)];
  for (const batch of batches) {
    const first = batch[0];
    if (first === undefined) continue;
    try {
      const answer = await sendBatch(first, batch);
      for (const result of answer.results) {
        if (result.id === null) continue;
        if (result.outcome === "rejected") rejected.push({ id: result.id, faults: result.faults });
        else done.push({ id: result.id, receivedAt: result.receivedAt });
      }
    } catch (error) {
      waiting = waitingFor(error, waiting);
      if (first.route === "events") break;
    }
  }
  return { done, rejected, waiting };
}

async function sendBatch(first: OutboxEntry, batch: readonly OutboxEntry[]) {
  const params = { siteId: first.siteId, infusionId: first.infusionId };
  const attempt = () =>
    first.route === "stop"
      ? call("stopInfusion", { params, body: { sentAt: serverClock.read().instant(), event: first.event } }, { timeoutMs: 8_000 })
      : call("recordEvents", { params, body: { sentAt: serverClock.read().instant(), events: batch.map((entry) => entry.event) } });
  try {
    return await attempt();
  } catch (error) {
    // The answer carried the server's time and the clock has taken it over: the second attempt is on time.
    if (error instanceof CallFailure && error.problem?.code === "clock-skew") return attempt();
    throw error;
  }
}

function waitingFor(error: unknown, before: SendingResult["waiting"]): SendingResult["waiting"] {
  const status = error instanceof CallFailure ? error.status : null;
  return status === 401 || status === 403 ? "sign-in" : before === "sign-in" ? "sign-in" : "later";
}

function chunk(entries: readonly OutboxEntry[]): OutboxEntry[][] {
  const batches: OutboxEntry[][] = [];
  for (let from = 0; from < entries.length; from += batchSize) batches.push(entries.slice(from, from + batchSize));
  return batches;
}
