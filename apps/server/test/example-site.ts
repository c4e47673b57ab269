/** The example site on a database of its own, with a clock that the test moves, and its people signed in. */
import type { OperationAnswer, OperationId } from "@stroma/api";
import type { InfusionEventData, InfusionEventType } from "@stroma/domain";
import { v7 as uuidv7 } from "uuid";
import type { AppOptions } from "../src/app-parts.ts";
import { hashToken, newToken } from "../src/auth/secrets.ts";
import { loadExamples } from "../src/examples/load-examples.ts";
import type { ExamplePersonKey } from "../src/examples/example-people.ts";
import { insertSession } from "../src/store/session-store.ts";
import { type Call, call, deviceToken, startTestApp } from "./test-app.ts";

export async function startExampleSite(options: Partial<AppOptions> = {}) {
  // A test moves this clock by hours; everything else of the day follows it.
  const time = { now: Date.parse("2026-03-04T08:00:00.000Z") };
  const test = await startTestApp({ realNow: () => time.now, ...options });
  const loaded = await loadExamples(test.store, { realNow: () => time.now });
  if (loaded === null) throw new Error("The examples were loaded before.");
  const { siteId, studyId, people } = loaded;
  const cookies = {} as Record<ExamplePersonKey, string>;
  for (const [key, personId] of Object.entries(people) as [ExamplePersonKey, string][]) {
    const token = newToken();
    await test.store.auth((tx) => insertSession(tx, { tokenHash: hashToken(token), personId, deviceId: null, now: iso(time.now), expiresAt: iso(time.now + 7 * 86_400_000) }));
    cookies[key] = `stroma_session=${token}`;
  }
  const gateway = await deviceToken(test, siteId, "gateway");
  const tablet = await deviceToken(test, siteId, "tablet");

  const ask = async <Id extends OperationId>(who: ExamplePersonKey, id: Id, how: Call = {}) => {
    const answer = await call(test, id, { ...how, params: { siteId, studyId, ...how.params }, cookie: cookies[who] });
    return { status: answer.statusCode, body: answer.body.startsWith("{") ? answer.json<OperationAnswer<Id>>() : (answer.body as never), problem: answer.body.startsWith("{") ? answer.json<ProblemAnswer>() : null };
  };
  /** The answer of a request that has to succeed. */
  const tell = async <Id extends OperationId>(who: ExamplePersonKey, id: Id, how: Call = {}): Promise<OperationAnswer<Id>> => {
    const { status, body } = await ask(who, id, how);
    if (status !== 200) throw new Error(`${id} answered ${status}: ${JSON.stringify(body).slice(0, 2000)}`);
    return body;
  };
  const event = <T extends InfusionEventType>(type: T, data: InfusionEventData[T], more: { readonly at?: number; readonly entry?: "live" | "offline" | "paper" } = {}) => {
    const at = iso(more.at ?? time.now);
    return { id: uuidv7(), type, clinicalTime: at, deviceTime: at, entry: more.entry ?? "live", data };
  };
  const record = async (who: ExamplePersonKey, infusionId: string, events: readonly unknown[]) => {
    time.now += 1_000;
    return tell(who, "recordEvents", { params: { infusionId }, body: { sentAt: iso(time.now), events } });
  };
  return {
    ...test, time, siteId, studyId, people, cookies, gateway, tablet, ask, tell, event, record,
    sentAt: () => iso(time.now),
    pass: (minutes: number) => {
      time.now += minutes * 60_000;
    },
  };
}
export type ExampleSite = Awaited<ReturnType<typeof startExampleSite>>;
export interface ProblemAnswer {
  readonly code: string;
  readonly faults?: readonly { readonly path: string; readonly code: string }[];
  readonly decision?: { readonly outcome: string; readonly reasons: readonly { readonly code: string; readonly path: string }[] };
}

const iso = (time: number): string => new Date(time).toISOString();
