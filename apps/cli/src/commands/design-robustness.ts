/** `stroma design simulate --random-truths`: a design under thousands of truths that nobody chose by hand, each exactly. */
import { nameDesign } from "../design/format-characteristics.ts";
import { formatRobustness } from "../design/format-robustness.ts";
import { type RobustnessOptions, type TruthsRun, overTruths } from "../design/over-truths.ts";
import { readDesign } from "../design/read-design.ts";
import { targetOfFile } from "../design/target-of-file.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export async function designRobustness(path: string, options: RobustnessOptions, run: TruthsRun): Promise<Outcome> {
  const read = readDesign(path);
  const { file, design } = read;
  const target = options.target ?? targetOfFile(file);
  if (target === null) throw new CommandRefusal("target-missing", `${design.name} names no target rate, and without one no dose level is the right one.`, "give --target, for example --target 0.25.", 2);
  const { found, stopped } = await overTruths(read, { ...options, target }, run);
  const done = found?.scenarios ?? 0;
  const closing = stopped ? ["", `Stopped by Ctrl-C: ${done} of ${options.randomTruths} truths were done.${done === 0 ? "" : " What stands above is PARTIAL."}`] : [];
  return {
    exitCode: stopped ? 130 : 0,
    json: { title: file.title, design: { name: design.name, edition: design.edition, variant: design.variant }, target, seed: options.seed, stopped, robustness: found },
    text: [file.title, nameDesign(design), "", ...(found === null ? [] : [formatRobustness(found)]), ...closing].join("\n"),
  };
}
