/**
 * `stroma infusion replay`: plays a recorded monitor into a running infusion, as a device does. A speed other than 1
 * moves the server's demonstration clock, so that the ages of values stay those of the recording.
 */
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type MonitorRecording, parseMonitorRecording } from "@stroma/interchange";
import { v7 } from "uuid";
import { connectGateway } from "../gateway-client.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export interface ReplayOptions {
  readonly url: string;
  readonly token: string;
  readonly infusionId: string;
  readonly speed: number;
  /** Where to begin in the recording and the last row to play, in minutes; `null` begins at its first row. */
  readonly fromMinute: number | null;
  readonly toMinute: number;
  readonly report: (line: string) => void;
}

export async function infusionReplay(file: string, options: ReplayOptions): Promise<Outcome> {
  const moments = readRecording(file).filter(({ offset }) => offset >= (options.fromMinute ?? 0) * 60 && offset <= options.toMinute * 60);
  const first = moments[0];
  if (first === undefined) throw new CommandRefusal("recording-empty", "No row lies between --from and --to.", "widen the range.");
  const origin = options.fromMinute === null ? first.offset : options.fromMinute * 60;
  const gateway = connectGateway(options);
  const clock = options.speed === 1 ? await gateway.call("readDemoClock", null) : await gateway.call("setDemoClock", { speed: options.speed });
  // Times are those of the server's clock: begun now, running at the speed that it told.
  const begun = Date.parse(clock.now);
  let told = { server: begun, here: performance.now(), speed: clock.speed };
  const serverNow = () => new Date(told.server + (performance.now() - told.here) * told.speed);
  const toRealTime = async () => {
    if (options.speed === 1 || told.speed === 1) return;
    const reading = await gateway.call("setDemoClock", { speed: 1 });
    told = { server: Date.parse(reading.now), here: performance.now(), speed: reading.speed };
  };
  let sent = 0;
  let rejected = 0;
  try {
    for (const moment of moments) {
      const at = begun + (moment.offset - origin) * 1000;
      const untilThen = () => wait(Math.max(0, Math.ceil((at - serverNow().getTime()) / told.speed)));
      await untilThen();
      // At the last row, not after it: what is shown then is the state of that minute, however slowly it is sent.
      if (moment === moments.at(-1)) await toRealTime();
      // A timer may be early, which the speed multiplies, and a row from the future is refused.
      await untilThen();
      if (moment.samples.length === 0) continue;
      const answer = await gateway.call("recordGatewayVitalSigns", {
        infusionId: options.infusionId,
        sentAt: serverNow().toISOString(),
        batches: [{ id: v7(), at: new Date(at).toISOString(), samples: [...moment.samples] }],
      });
      const refused = answer.results.filter((result) => result.outcome === "rejected");
      sent += answer.results.length - refused.length;
      rejected += refused.length;
      options.report(`minute ${moment.offset / 60}: ${moment.samples.map((sample) => `${sample.channel} ${sample.value} ${sample.unit}`).join(", ")}${refused.length > 0 ? `  rejected: ${refused.flatMap((result) => result.faults.map((fault) => fault.message)).join(" ")}` : ""}`);
    }
  } finally {
    // The demonstration must not race on after the recording has ended.
    await toRealTime().catch(() => undefined);
  }
  return { exitCode: rejected === 0 ? 0 : 1, json: { sent, rejected }, text: `${sent} moments played, ${rejected} rejected.` };
}

function readRecording(file: string): Extract<MonitorRecording, { ok: true }>["moments"] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandRefusal("file-unreadable", `${file} cannot be read (${(error as Error).message}).`, "check the path.");
  }
  const recording = parseMonitorRecording(text);
  if (recording.ok) return recording.moments;
  throw new CommandRefusal("recording-faulty", recording.faults.map((fault) => `${file}:${fault.line}  ${fault.message} ${fault.remedy}`).join("\n"), "mend the file.");
}
