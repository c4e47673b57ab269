/** The example site on a running server: its people signed in, and the steps of the day that a journey does not tell itself. */
import type { OperationAnswer, OperationId } from "@stroma/api";
import type { InfusionEventData, InfusionEventType } from "@stroma/domain";
import { v7 as uuidv7 } from "uuid";
import { examplePeople, type ExamplePersonKey } from "../../../src/examples/example-people.ts";
import { type ApiSession, openApiSession, signInByLink } from "../../api-session.ts";
import { type DaySite, calm, confirmAll, plannedInfusion, prepare } from "../../example-day.ts";
import type { RunningServer } from "../../running-server.ts";

export interface LiveSite extends DaySite {
  readonly siteId: string;
  readonly administrator: ApiSession;
  readonly people: Readonly<Record<ExamplePersonKey, ApiSession>>;
  readonly gatewayToken: string;
  /** Runs the demonstration clock until so many minutes are over. */
  pass(minutes: number): Promise<void>;
  now(): Promise<number>;
  fromMonitor(infusionId: string, samples: readonly { readonly channel: string; readonly value: number | null; readonly unit: string }[]): Promise<void>;
}

export async function openLiveSite(server: RunningServer): Promise<LiveSite> {
  const administrator = await signInByLink(server.address, server.signInLink ?? "");
  const siteId = (await administrator.call("readSession")).sites[0]?.id ?? "";
  const studyId = (await administrator.call("listStudies", { siteId })).studies[0]?.id ?? "";
  const gatewayToken = (await administrator.call("createGateway", { siteId }, { name: "Monitor" })).token;
  await administrator.call("enrolTablet", { siteId }, { name: "Tablet of the journey" });
  const tablet = new Map([...administrator.cookies].filter(([name]) => name === "stroma_tablet"));
  const people = {} as Record<ExamplePersonKey, ApiSession>;
  for (const [key, { badge, pin }] of Object.entries(examplePeople) as [ExamplePersonKey, (typeof examplePeople)[ExamplePersonKey]][]) {
    people[key] = openApiSession(server.address, tablet);
    await people[key].call("switchPerson", {}, { badge, pin });
  }
  const readClock = async () => {
    const clock = await administrator.call("readDemoClock");
    return { now: Date.parse(clock.now), readAt: performance.now(), speed: clock.speed };
  };
  let clock = await readClock();
  const at = () => clock.now + (performance.now() - clock.readAt) * clock.speed;
  const time = {
    get now() {
      return at();
    },
    // The server's clock goes by itself.
    set now(_: number) {},
  };
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  const tell = <Id extends OperationId>(who: ExamplePersonKey, id: Id, how: { readonly params?: Readonly<Record<string, string>>; readonly body?: unknown } = {}): Promise<OperationAnswer<Id>> => people[who].call(id, { siteId, studyId, ...how.params }, how.body);
  const gateway = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, server.address), { method: "POST", headers: { authorization: `Bearer ${gatewayToken}`, "content-type": "application/json" }, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  return {
    siteId, administrator, people, gatewayToken, time, tell,
    sentAt: () => iso(at()),
    now: async () => (clock = await readClock()).now,
    event: <T extends InfusionEventType>(type: T, data: InfusionEventData[T], more?: { readonly at?: number; readonly entry?: "live" | "offline" | "paper" }) => {
      const when = iso(more?.at ?? at());
      return { id: uuidv7(), type, clinicalTime: when, deviceTime: when, entry: more?.entry ?? "live", data };
    },
    record: async (who, infusionId, events) => {
      const answer = await tell(who, "recordEvents", { params: { infusionId }, body: { sentAt: iso(at()), events } });
      const refused = answer.results.filter((result) => result.outcome === "rejected");
      if (refused.length > 0) throw new Error(`Not taken: ${JSON.stringify(refused)}`);
      return answer;
    },
    ask: () => Promise.reject(new Error("a journey has no use for ask")),
    pass: async (minutes) => {
      const until = (await readClock()).now + minutes * 60_000;
      await gateway("/api/v1/demo-clock", { speed: 600 });
      try {
        clock = await readClock();
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, (until - at()) / 600)));
      } finally {
        await gateway("/api/v1/demo-clock", { speed: 1 });
      }
      clock = await readClock();
    },
    fromMonitor: async (infusionId, samples) => {
      clock = await readClock();
      await gateway("/api/v1/gateway/vital-signs", { infusionId, sentAt: iso(at()), batches: [{ id: uuidv7(), at: iso(at()), samples }] });
    },
  };
}

/** The cookies of a session, for a browser: as if the person had signed in there. */
export function cookiesOf(session: ApiSession, address: string): { name: string; value: string; url: string }[] {
  return [...session.cookies].map(([name, value]) => ({ name, value, url: address }));
}

/** The example participant's infusion runs: everything before it was done over the network. */
export async function beginInfusion(site: LiveSite): Promise<string> {
  await confirmAll(site);
  const infusionId = await plannedInfusion(site);
  const bag = await prepare(site, infusionId);
  await site.people.nurse.call("startInfusion", { siteId: site.siteId, infusionId }, { sentAt: site.sentAt(), event: site.event("infusion-started", { ...bag, authorisationId: null }) });
  await site.fromMonitor(infusionId, calm);
  return infusionId;
}
