/**
 * Acknowledged single events a second, through real HTTP into the embedded PostgreSQL with its full durability: every
 * request carries one vital sign entered by hand, and is answered after the commit of event and audit entry.
 *
 * A writer is one signed-in nurse with some requests in flight, each on a kept-alive connection. Afterwards every
 * acknowledged event must be in the database, and every audit chain must verify.
 *
 * Options: --seconds 6 (each run), --runs 3, --json.
 */
import { verifyAllSites, withOperatorStore } from "@stroma/server";
import { v7 as uuidv7 } from "uuid";
import { withDataFolder } from "./stage/data-folder.ts";
import { type HttpConnection, openConnection } from "./stage/http-connection.ts";
import { describeMachine } from "./stage/machine.ts";
import { type BenchSite, prepareWard } from "./stage/prepare-ward.ts";
import { median, quantile } from "./stage/quantile.ts";
import { numberOption, report, type Row, say } from "./stage/report.ts";
import { type ServerProcess, withServer } from "./stage/server-process.ts";

const seconds = numberOption("seconds", 6);
const runs = numberOption("runs", 3);
const cases = [
  { name: "1 writer, 1 in flight", writers: 1, inFlight: 1, target: null },
  { name: "1 writer, 32 in flight", writers: 1, inFlight: 32, target: 1_000 },
  { name: "16 writers over 4 sites, 1 in flight each", writers: 16, inFlight: 1, target: null },
  { name: "16 writers over 4 sites, 8 in flight each", writers: 16, inFlight: 8, target: 3_000 },
  { name: "16 writers over 4 sites, 32 in flight each", writers: 16, inFlight: 32, target: 3_000 },
] as const;

interface Lane {
  readonly connection: HttpConnection;
  readonly path: string;
  readonly headers: string;
}
const acknowledged = new Set<string>();

/** One request after the other until the time is over. Returns their times from sending to answer, in milliseconds. */
async function write(lane: Lane, until: number): Promise<number[]> {
  const times: number[] = [];
  while (performance.now() < until) {
    const id = uuidv7();
    const now = new Date().toISOString();
    const sent = performance.now();
    const answer = await lane.connection.post(
      lane.path,
      lane.headers,
      `{"sentAt":"${now}","events":[{"id":"${id}","type":"vital-signs-recorded","clinicalTime":"${now}","deviceTime":"${now}","entry":"live","data":{"method":"hand","samples":[{"channel":"heart-rate","value":80,"unit":"/min"}]}}]}`,
    );
    if (answer.status !== 200 || !answer.body.includes('"outcome":"accepted"')) throw new Error(`Not accepted: ${answer.status} ${answer.body.slice(0, 500)}`);
    times.push(performance.now() - sent);
    acknowledged.add(id);
  }
  return times;
}

async function openLanes(port: number, sites: readonly BenchSite[], writers: number, inFlight: number): Promise<Lane[]> {
  const lanes: Lane[] = [];
  for (let writer = 0; writer < writers; writer++) {
    const site = sites[writer % sites.length];
    const place = Math.floor(writer / sites.length);
    const infusion = site?.infusions[place];
    if (site === undefined || infusion === undefined) throw new Error("There are more writers than infusions.");
    for (let one = 0; one < inFlight; one++) {
      lanes.push({ connection: await openConnection(port), path: `/api/v1/sites/${site.siteId}/infusions/${infusion.id}/events`, headers: `cookie: stroma_session=${site.nurses[place]}\r\n` });
    }
  }
  return lanes;
}

async function measure(server: ServerProcess, sites: readonly BenchSite[], { name, writers, inFlight, target }: (typeof cases)[number]): Promise<Row> {
  const lanes = await openLanes(server.port, sites, writers, inFlight);
  await Promise.all(lanes.map((lane) => write(lane, performance.now() + 1_500)));
  const rates: number[] = [];
  const p50: number[] = [];
  const p99: number[] = [];
  const cpu: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const cpuBefore = server.cpuSeconds();
    const times = (await Promise.all(lanes.map((lane) => write(lane, started + seconds * 1_000)))).flat();
    rates.push(times.length / ((performance.now() - started) / 1_000));
    cpu.push(((server.cpuSeconds() - cpuBefore) * 1_000) / times.length);
    p50.push(quantile(times, 0.5));
    p99.push(quantile(times, 0.99));
    say(`${name}: ${Math.round(rates.at(-1) ?? 0)}/s`);
  }
  for (const lane of lanes) lane.connection.close();
  const round = (value: number) => Math.round(value * 10) / 10;
  return { case: name, "events/s (median)": Math.round(median(rates)), worst: Math.round(Math.min(...rates)), best: Math.round(Math.max(...rates)), target, "p50 ms": round(median(p50)), "p99 ms": round(median(p99)), "server CPU ms/event": Math.round(median(cpu) * 100) / 100 };
}

/** What was acknowledged must be there, once, and nobody may have touched the audit trail. */
async function check(data: string, sites: readonly BenchSite[]): Promise<string> {
  return withOperatorStore({ data, databaseUrl: null }, async ({ store, heads }) => {
    const kept = new Set<string>();
    let audited = 0;
    for (const { siteId } of sites) {
      const rows = await store.read(siteId, (tx) => tx.selectFrom("infusion_event").select("id").execute());
      for (const { id } of rows) kept.add(id);
      const count = await store.read(siteId, (tx) => tx.selectFrom("audit_entry").select((select) => select.fn.countAll().as("count")).where("what", "=", "event:vital-signs-recorded").executeTakeFirstOrThrow());
      audited += Number(count.count);
    }
    const lost = [...acknowledged].filter((id) => !kept.has(id));
    if (lost.length > 0) throw new Error(`${lost.length} acknowledged events are not in the database.`);
    if (audited !== kept.size) throw new Error(`${kept.size} events, but ${audited} audit entries.`);
    const broken = (await verifyAllSites(store, heads)).filter((chain) => !chain.ok);
    if (broken.length > 0) throw new Error(`The audit trail does not verify: ${JSON.stringify(broken).slice(0, 1_000)}`);
    return `All ${acknowledged.size} acknowledged events are in the database, each with its audit entry; every chain verifies.`;
  });
}

await withDataFolder(async (data) => {
  const machine = describeMachine();
  const rows: Row[] = [];
  const sites = await withServer({ data, options: ["--no-examples"] }, async (server) => {
    const prepared = await prepareWard(data, { sites: 4, infusionsEach: 4, nursesEach: 4 });
    for (const one of cases) rows.push(await measure(server, prepared, one));
    return prepared;
  });
  report("event-writes", machine, rows, [await check(data, sites)]);
});
