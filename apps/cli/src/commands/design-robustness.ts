/** `stroma design simulate --random-truths`: a design under thousands of truths that nobody chose by hand, each exactly. */
import { type ExpandedDesign, type Robustness, robustness } from "@stroma/stats";
import { expand } from "../design/characterise.ts";
import { type Interrupt, type Progress, drive } from "../design/drive.ts";
import { nameDesign } from "../design/format-characteristics.ts";
import { formatRobustness } from "../design/format-robustness.ts";
import { readDesign } from "../design/read-design.ts";
import { asCommandRefusal } from "../design/refuse-options.ts";
import { targetOfFile } from "../design/target-of-file.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export interface RobustnessOptions {
  readonly randomTruths: number;
  readonly seed: number;
  readonly target: number | null;
}

interface Run {
  readonly progress: Progress;
  readonly interrupt: Interrupt;
}

export async function designRobustness(path: string, options: RobustnessOptions, run: Run): Promise<Outcome> {
  const { file, design, eventDriven } = readDesign(path);
  if (eventDriven) throw new CommandRefusal("not-exact", `${design.name} decides while outcomes are pending; its courses depend on arrivals and times, and --random-truths looks at each truth exactly.`, "leave --random-truths out, and simulate trials in time under truths of your own.", 2);
  const target = options.target ?? targetOfFile(file);
  if (target === null) throw new CommandRefusal("target-missing", `${design.name} names no target rate, and without one no dose level is the right one.`, "give --target, for example --target 0.25.", 2);
  const { found, stopped } = await overTruths(path, design, { ...options, target }, run);
  const done = found?.scenarios ?? 0;
  const closing = stopped ? ["", `Stopped by Ctrl-C: ${done} of ${options.randomTruths} truths were done.${done === 0 ? "" : " What stands above is PARTIAL."}`] : [];
  return {
    exitCode: stopped ? 130 : 0,
    json: { title: file.title, design: { name: design.name, edition: design.edition, variant: design.variant }, target, seed: options.seed, stopped, robustness: found },
    text: [file.title, nameDesign(design), "", ...(found === null ? [] : [formatRobustness(found)]), ...closing].join("\n"),
  };
}

async function overTruths(path: string, design: Parameters<typeof expand>[0], options: RobustnessOptions & { readonly target: number }, run: Run): Promise<{ readonly found: Robustness | null; readonly stopped: boolean }> {
  try {
    const expanded = await expandOrRefuse(path, design, run);
    if (expanded === null) return { found: null, stopped: true };
    const steps = robustness(expanded, { seed: options.seed, count: options.randomTruths }, { target: options.target });
    const driven = await drive(steps, run.interrupt, ({ scenarios, of }) => run.progress.update(scenarios / of, `${scenarios} of ${of} truths`));
    return driven.done ? { found: driven.value, stopped: false } : { found: driven.last?.partial() ?? null, stopped: true };
  } catch (error) {
    throw asCommandRefusal(error);
  } finally {
    run.progress.clear();
  }
}

/** Null where Ctrl-C came before. */
async function expandOrRefuse(path: string, design: Parameters<typeof expand>[0], run: Run): Promise<ExpandedDesign | null> {
  const expanded = await expand(design, true, run).catch((error: unknown) => {
    throw error instanceof CommandRefusal && error.code === "not-exact" ? new CommandRefusal("not-exact", error.message, `leave --random-truths out, and simulate ${path} under truths of your own.`, 2) : error;
  });
  return expanded === "stopped" ? null : expanded;
}
