/** `stroma design paths`: every course of the first cohorts, with its probability under a truth. */
import { type DosePath, type PathTree, dosePathSvg, listPaths, pathTree, pathsCsv, recommendationWords, stepWords } from "@stroma/stats";
import { nameDesign } from "../design/format-characteristics.ts";
import { type DesignFromFile, readDesign } from "../design/read-design.ts";
import { asCommandRefusal } from "../design/refuse-options.ts";
import { type ScenarioChoice, chooseScenarios } from "../design/scenarios.ts";
import { type TableForm, formatTable } from "../design/text-table.ts";
import { requireWritable, writeWhole } from "../design/write-whole.ts";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export interface PathsOptions extends ScenarioChoice {
  readonly cohorts: number;
  readonly form: TableForm;
  readonly plot: string | null;
}

/** Paths beyond this are not read by a person; `--json` and CSV give all. */
const mostLines = 1000;

export function designPaths(path: string, options: PathsOptions): Outcome {
  if (options.plot !== null) requireWritable(options.plot);
  const read = readDesign(path);
  const scenario = chooseOne(read, options);
  const tree = grow(read, options.cohorts, scenario?.truth ?? null);
  const paths = listPaths(tree);
  if (options.plot !== null) writeWhole(options.plot, drawn(tree, scenario?.name ?? null, read.file.title));
  return {
    exitCode: 0,
    json: { title: read.file.title, design: tree.design, scenario: scenario?.name ?? null, truth: tree.truth, cohorts: options.cohorts, paths },
    text: options.form === "csv" ? pathsCsv(tree).replaceAll("\r\n", "\n") : format(read, { tree, paths, name: scenario?.name ?? null, form: options.form }),
  };
}

/** Without a truth the paths have no probability. */
function chooseOne(read: DesignFromFile, options: ScenarioChoice) {
  if (options.truths.length + options.scenarios.length === 0 && read.file.scenarios.length === 0) return null;
  const [first, ...others] = chooseScenarios(read, options);
  if (options.truths.length + options.scenarios.length > 1 && others.length > 0) throw new CommandRefusal("usage", "Paths are shown under one truth.", "give --truth or --scenario once.", 2);
  return first ?? null;
}

function grow({ design }: DesignFromFile, depth: number, truth: readonly number[] | null): PathTree {
  try {
    return pathTree(design, { depth, ...(truth === null ? {} : { truth }) });
  } catch (error) {
    if (error instanceof RangeError && error.name === "RangeError") throw new CommandRefusal("no-paths", error.message, "a design that waits for outcomes has no paths by cohorts; leave the waiting behaviours out.", 2);
    throw asCommandRefusal(error);
  }
}

function drawn(tree: PathTree, name: string | null, title: string): string {
  try {
    return dosePathSvg(tree, { title: name === null ? title : `${title}: ${name}` });
  } catch (error) {
    throw asCommandRefusal(error);
  }
}

/** The trial may end before the cohorts that were asked for. */
const longest = (paths: readonly DosePath[]): number => paths.reduce((most, { cohorts }) => Math.max(most, cohorts.length), 0);

function format({ file, design }: DesignFromFile, { tree, paths, name, form }: { readonly tree: PathTree; readonly paths: readonly DosePath[]; readonly name: string | null; readonly form: TableForm }): string {
  const shown = paths.slice(0, mostLines);
  const rows = shown.map(({ outcomes, next, recommendation, probability }) => [outcomes, stepWords(next), recommendation === null ? "" : recommendationWords(recommendation), probability === null ? "" : probability.toPrecision(4)]);
  const sentence = tree.truth === null ? "No truth is given: paths without probabilities." : `Probabilities are exact, by binomial cohorts under ${JSON.stringify(name)}: ${tree.truth.join(", ")}.`;
  const left = paths.length > shown.length ? [`${paths.length - shown.length} more paths: --form csv or --json gives all.`] : [];
  return [file.title, nameDesign(design), "", `${paths.length} paths over ${longest(paths)} cohorts. N: no event, T: event; the figure before is the dose level. ${sentence}`, formatTable([["outcomes", "next", "recommended", "probability"], ...rows], form), ...left].join("\n");
}
