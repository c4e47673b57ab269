/**
 * Dose-finding designs: a million simulated trials, exact characteristics, dose paths; and the simulation beside plain C
 * on the same random numbers. One thread.
 *
 * Options: --trials 1000000, --runs 7, --json.
 */
import { finish, evaluateExactly, expandDesign } from "../packages/stats/src/dose-finding/core/exact-characteristics.ts";
import { pathTree } from "../packages/stats/src/dose-finding/core/path-tree.ts";
import { robustness } from "../packages/stats/src/dose-finding/core/robustness.ts";
import { TrialWalk, simulateChunk, simulateTrials } from "../packages/stats/src/dose-finding/core/simulate.ts";
import { boin } from "../packages/stats/src/dose-finding/interval/boin.ts";
import { crm } from "../packages/stats/src/dose-finding/model-based/crm.ts";
import { threePlusThree } from "../packages/stats/src/dose-finding/rule-based/three-plus-three.ts";
import { randomStream } from "../packages/stats/src/random/random-stream.ts";
import { compileKernel } from "./stage/c-kernel.ts";
import { describeMachine } from "./stage/machine.ts";
import { median } from "./stage/quantile.ts";
import { numberOption, type Row, report, say } from "./stage/report.ts";

const trials = numberOption("trials", 1_000_000);
const runs = numberOption("runs", 7);
const truth = [0.05, 0.15, 0.3, 0.45, 0.6];
const target = 0.3;
const cohort = 3;
const cohorts = 10;
const makeBoin = () => boin({ doses: 5, target, cohortSize: cohort, cohorts });
const makeCrm = (cohortSize: number, maximumN: number) => crm({ target, skeleton: [0.05, 0.12, 0.25, 0.4, 0.55], maximumN, cohortSize, start: 1 });

const machine = describeMachine();
const rows: Row[] = [];

/** Milliseconds of each run; the first one, in which the code is compiled, is shown by itself. */
function measure(what: string, target_: number | null, run: () => unknown): number {
  say(what);
  const times: number[] = [];
  const processor: number[] = [];
  for (let turn = 0; turn <= runs; turn++) {
    const before = performance.now();
    const used = process.cpuUsage();
    run();
    times.push(performance.now() - before);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1_000);
  }
  const [first = 0, ...later] = times;
  const digits = (value: number): number => Number(value.toPrecision(3));
  rows.push({ what, "median ms": digits(median(later)), best: digits(Math.min(...later)), worst: digits(Math.max(...later)), "first run": digits(first), "processor ms": digits(Math.min(...processor)), "target ms": target_ });
  return Math.min(...later);
}

const expanded = finish(expandDesign(makeBoin()));
const count = trials.toLocaleString("en");
const ours = measure(`${count} BOIN trials (5 doses, 10 cohorts of 3), states laid out within`, 1_000 * (trials / 1_000_000), () => simulateChunk(new TrialWalk(makeBoin()), truth, { seed: 1, chunk: 0, trials }));
measure(`the same in chunks of 1,000, with standard errors`, 1_000 * (trials / 1_000_000), () => finish(simulateTrials(makeBoin(), truth, { seed: 1, trials, target })));
measure("exact BOIN characteristics, states and evaluation", 20, () => evaluateExactly(finish(expandDesign(makeBoin())), truth, { target }));
measure("exact BOIN characteristics, another truth", 2, () => evaluateExactly(expanded, truth, { target }));
measure("exact 3+3 characteristics (6 doses)", null, () => evaluateExactly(finish(expandDesign(threePlusThree({ doses: 6 }))), [...truth, 0.7]));
measure("robustness of BOIN, 1,000 random truths, each exactly", null, () => finish(robustness(expanded, { seed: 1, count: 1_000 }, { target })));
measure("1,000 CRM trials of 30 participants, one by one", 300, () => finish(simulateTrials(makeCrm(1, 30), truth, { seed: 1, trials: 1_000 })));
measure("1,000 CRM trials of 10 cohorts of 3", 300, () => finish(simulateTrials(makeCrm(3, 30), truth, { seed: 1, trials: 1_000 })));
measure("dose paths of CRM over seven cohorts of 3", 500, () => pathTree(makeCrm(3, 21), { depth: 7, truth }));

const notes = [`Truth ${truth.join(", ")}; target ${target}. The first run has the code compiled. Processor time is that of all threads in the best run: it says more where the machine is not quiet.`];
const kernel = compileKernel({ expanded, design: makeBoin(), cohort, cohorts, target, truth });
if (kernel === null) notes.push("No gcc here: the comparison with C was left out.");
else {
  say("the same in C");
  const walk = new TrialWalk(makeBoin());
  const { state } = randomStream(1, 0);
  const times = { walk: [] as number[], plain: [] as number[], ours: [] as number[] };
  let same = true;
  for (let turn = 0; turn < runs; turn++) {
    const before = performance.now();
    const found = simulateChunk(walk, truth, { seed: 1, chunk: 0, trials });
    times.ours.push(performance.now() - before);
    const inC = { walk: kernel.run("walk", trials, state), plain: kernel.run("plain", trials, state) };
    times.walk.push(inC.walk.milliseconds);
    times.plain.push(inC.plain.milliseconds);
    same &&= inC.plain.counts.slice(1).every((times_, at) => times_ === found.selection[at]);
  }
  kernel.remove();
  const best = { walk: Math.min(...times.walk), plain: Math.min(...times.plain), ours: Math.min(...times.ours) };
  const ratio = (other: number): number => Number((best.ours / other).toPrecision(3));
  rows.push({ what: "BOIN kernel: states known, ours", "median ms": Math.round(median(times.ours)), best: Math.round(best.ours) });
  rows.push({ what: "BOIN kernel in C, walking the same states", "median ms": Math.round(median(times.walk)), best: Math.round(best.walk), "ours / C": ratio(best.walk), target: 2 });
  rows.push({ what: "BOIN kernel in C, plain (counts, boundaries, pooling at the end)", "median ms": Math.round(median(times.plain)), best: Math.round(best.plain), "ours / C": ratio(best.plain), target: 2 });
  notes.push(`C: gcc -O2, the same random numbers; selection counts ${same ? "equal in all runs" : "DIFFER"}. Ratios of the best runs, taken in turn; ours from nothing: ${Math.round(ours)} ms.`);
}
report("dose-finding", machine, rows, notes);
