/**
 * From a sample's arrival to its alarm on another browser: 50 running infusions, each monitor sends six channels every
 * second through the gateway, each bedside follows its infusion, and a ward board elsewhere follows the site. Again and
 * again one value is critical; the time counts from the moment the monitor sends it to the moment the board's row with
 * exactly this alarm has arrived. Each infusion has a past, because a fold grows.
 *
 * Options: --infusions 50, --history 30 (minutes), --seconds 60, --runs 3, --json.
 */
import type { Channel } from "@stroma/domain";
import { setTimeout as wait } from "node:timers/promises";
import { withDataFolder } from "./stage/data-folder.ts";
import { followStream } from "./stage/event-stream.ts";
import { describeMachine } from "./stage/machine.ts";
import { type Monitor, monitoredChannels, openMonitor } from "./stage/monitors.ts";
import { type BenchSite, prepareWard } from "./stage/prepare-ward.ts";
import { median, quantile } from "./stage/quantile.ts";
import { numberOption, report, type Row, say } from "./stage/report.ts";
import { reportStart } from "./stage/report-start.ts";
import { type ServerProcess, withServer } from "./stage/server-process.ts";

const infusions = numberOption("infusions", 50);
const historyMinutes = numberOption("history", 30);
const seconds = numberOption("seconds", 60);
const runs = numberOption("runs", 3);
/** A monitor's value is critical in one of so many seconds. */
const criticalEvery = 10;

interface Raised {
  readonly channel: Channel;
  readonly sentAt: number;
}
/** Alarms that are on their way, by infusion, channel and onset. */
const awaited = new Map<string, Raised>();
const latencies: number[] = [];
/** From sending to the gateway's answer, which comes after the commit. */
const answers: number[] = [];
const keyOf = (infusionId: string, channel: string, since: string) => `${infusionId} ${channel} ${since}`;

interface BoardRow {
  readonly infusionId: string;
  readonly alarms: readonly { readonly kind: string; readonly severity: string; readonly channel: string | null; readonly since: string }[];
}

function onBoard(name: string, data: string): void {
  const arrived = performance.now();
  if (name !== "board") return;
  const { rows } = JSON.parse(data) as { readonly rows: readonly BoardRow[] };
  for (const row of rows) {
    for (const alarm of row.alarms) {
      if (alarm.kind !== "band" || alarm.severity !== "critical" || alarm.channel === null) continue;
      const key = keyOf(row.infusionId, alarm.channel, alarm.since);
      const raised = awaited.get(key);
      if (raised === undefined) continue;
      awaited.delete(key);
      latencies.push(arrived - raised.sentAt);
    }
  }
}

/** One second after the other, at the monitor's own moment of the second; now and then one value is critical. */
async function playMonitor(monitor: Monitor, place: number, started: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    await wait(Math.max(0, started + second * 1_000 + (place * 1_000) / infusions - performance.now()));
    const at = new Date();
    const critical = (second + place) % criticalEvery === criticalEvery - 1 ? (monitoredChannels[(second + place * 5) % monitoredChannels.length]?.channel ?? null) : null;
    if (critical !== null) awaited.set(keyOf(monitor.infusion.id, critical, at.toISOString()), { channel: critical, sentAt: performance.now() });
    const sent = performance.now();
    await monitor.send(at, critical);
    answers.push(performance.now() - sent);
  }
}

async function measure(server: ServerProcess, site: BenchSite): Promise<Row[]> {
  const cookie = `stroma_session=${site.nurses[0]}`;
  const live = `${server.baseUrl}/api/v1/sites/${site.siteId}`;
  const now = new Date();
  for (const infusion of site.infusions) {
    await reportStart(server.port, site, infusion, new Date(now.getTime() - historyMinutes * 60_000 - 1_000));
    const past = await openMonitor(server.port, site, infusion);
    await past.sendPast(now, historyMinutes * 60);
    past.close();
  }
  say(`${site.infusions.length} infusions with ${historyMinutes} min of samples are there.`);
  // Opened only now: the server closes connections that are silent for a minute.
  const monitors = await Promise.all(site.infusions.map((infusion) => openMonitor(server.port, site, infusion)));
  const board = await followStream(`${live}/live`, cookie, onBoard);
  const bedsides = await Promise.all(site.infusions.map((infusion) => followStream(`${live}/infusions/${infusion.id}/live`, cookie, () => undefined)));
  const rows: Row[] = [];
  for (let run = 1; run <= runs; run++) {
    latencies.length = 0;
    answers.length = 0;
    const cpuBefore = server.cpuSeconds();
    const started = performance.now();
    await Promise.all(monitors.map((monitor, place) => playMonitor(monitor, place, started)));
    await wait(1_000);
    if (awaited.size > 0) throw new Error(`${awaited.size} alarms never reached the board.`);
    const round = (value: number) => Math.round(value * 10) / 10;
    const cpu = ((server.cpuSeconds() - cpuBefore) / ((performance.now() - started) / 1_000)) * 100;
    rows.push({ run, alarms: latencies.length, "p50 ms": round(median(latencies)), "p99 ms": round(quantile(latencies, 0.99)), "longest ms": round(Math.max(...latencies)), "target p99 ms": 250, "answer p99 ms": round(quantile(answers, 0.99)), "server CPU %": Math.round(cpu) });
    say(`run ${run}: p99 ${round(quantile(latencies, 0.99))} ms`);
  }
  for (const one of [board, ...bedsides, ...monitors]) one.close();
  return rows;
}

await withDataFolder(async (data) => {
  const machine = describeMachine();
  const rows = await withServer({ data, options: ["--no-examples"] }, async (server) => {
    const [site] = await prepareWard(data, { sites: 1, infusionsEach: infusions, nursesEach: 1 });
    if (site === undefined) throw new Error("There is no site.");
    return measure(server, site);
  });
  report("alarm-latency", machine, rows, [`${infusions} infusions, six channels at 1 Hz each, ${historyMinutes} min of samples before the first second; ${infusions} bedsides and one ward board follow.`]);
});
