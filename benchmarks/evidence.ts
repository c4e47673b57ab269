/**
 * Pooling of evidence beside R's metafor: the same numbers in, both results compared, the ratio of the times printed. One thread.
 *
 * R needs metafor, lme4 and BiasedUrn (its exact form) for every line. Options: --runs 5, --r-seconds 60 (a line on which R is not done by then says so; 300 lets it end everywhere), --json.
 */
import { poolEffects } from "../packages/stats/src/meta-analysis/pooling/pool-effects.ts";
import { poolBinomialMixed } from "../packages/stats/src/meta-analysis/rare-events/pool-binomial-mixed.ts";
import { leaveOneOut } from "../packages/stats/src/meta-analysis/sensitivity/leave-one-out.ts";
import { runSteps } from "../packages/stats/src/optimisation/run-steps.ts";
import { randomStream } from "../packages/stats/src/random/random-stream.ts";
import { describeMachine } from "./stage/machine.ts";
import { median } from "./stage/quantile.ts";
import { type Row, numberOption, report, say } from "./stage/report.ts";
import { runR, versionOfR } from "./stage/run-r.ts";

const runs = numberOption("runs", 5);
const seconds = numberOption("r-seconds", 60);
const random = randomStream(4, 0);
const uniform = (): number => random.nextDouble();

/** Estimates about -0.3 that differ, with variances from 0.02 to 0.5. */
const estimatesOf = (studies: number) => {
  const variance = Array.from({ length: studies }, () => 0.02 + 0.48 * uniform());
  return { estimate: variance.map((one) => -0.3 + 2 * (uniform() + uniform() - 1) * Math.sqrt(0.1 + one)), variance };
};
/** Arms of 20 to 120, risks about 4 and 7 %. */
const countsOf = (studies: number) => {
  const totals = () => Array.from({ length: studies }, () => 20 + Math.floor(100 * uniform()));
  const events = (total: readonly number[], risk: number) => total.map((size) => Array.from({ length: size }, uniform).filter((one) => one < risk).length);
  const [treatedTotal, controlTotal] = [totals(), totals()];
  return { treatedEvents: events(treatedTotal, 0.04), treatedTotal, controlEvents: events(controlTotal, 0.07), controlTotal };
};

const [small, large] = [estimatesOf(13), estimatesOf(1_000)];
const many = Array.from({ length: 10_000 }, () => estimatesOf(13));
const manyCounts = countsOf(1_000);
/** Tuberculosis among the vaccinated and not, 13 trials of BCG (Colditz and others 1994, as in R's metadat): large arms, effects that differ. */
const vaccine = {
  treatedEvents: [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
  treatedTotal: [123, 306, 231, 13_598, 5069, 1541, 2545, 88_391, 7499, 1716, 50_634, 2498, 16_913],
  controlEvents: [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
  controlTotal: [139, 303, 220, 12_867, 5808, 1451, 629, 88_391, 7277, 1665, 27_338, 2341, 17_854],
};
const hksj = { interval: "hksj" } as const;
const pooled = (data: Readonly<Record<"estimate" | "variance", readonly number[]>>) => poolEffects(data, hksj);
const leftOut = (): number[] => leaveOneOut(large, { measure: "generic", ...hksj }).without.map(({ estimate }) => estimate);
const fit = "rma(yi, vi, test = 'knha', control = list(threshold = 1e-10, maxiter = 1000))";
/** Where R's scoring does not converge, by its own advice. */
const shorterSteps = fit.replace("maxiter = 1000", "maxiter = 1000, stepadj = 0.5");

interface Line {
  readonly what: string;
  /** What is compared with R's. */
  readonly ours: () => number;
  readonly data: unknown;
  readonly r: string;
  /** R does this part of the work; its time is scaled up. */
  readonly part?: number;
  /** What ours gives on R's part. */
  readonly oursOnPart?: () => number;
}
const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
const partOfMany = 200;
const partOfLeft = 10;
const lines: readonly Line[] = [
  { what: "REML with HKSJ, 13 studies", ours: () => pooled(small).interval.upper, data: small, r: `yi <- d$estimate; vi <- d$variance; value <- ${fit}$ci.ub` },
  { what: "REML with HKSJ, 1,000 studies", ours: () => pooled(large).interval.upper, data: large, r: `yi <- d$estimate; vi <- d$variance; value <- ${fit}$ci.ub` },
  { what: "10,000 meta-analyses of 13 studies in a row", ours: () => sumOf(many.map((one) => pooled(one).estimate)), oursOnPart: () => sumOf(many.slice(0, partOfMany).map((one) => pooled(one).estimate)), data: { estimate: many.slice(0, partOfMany).map(({ estimate }) => estimate), variance: many.slice(0, partOfMany).map(({ variance }) => variance) }, r: `value <- 0; for (i in seq_len(nrow(d$estimate))) { yi <- d$estimate[i, ]; vi <- d$variance[i, ]; value <- value + as.numeric(tryCatch(${fit}, error = function(e) ${shorterSteps})$beta) }`, part: partOfMany / 10_000 },
  { what: "leave-one-out, 1,000 studies", ours: () => leftOut().length, oursOnPart: () => sumOf(leftOut().slice(0, partOfLeft)), data: large, r: `value <- 0; for (i in 1:${partOfLeft}) { yi <- d$estimate[-i]; vi <- d$variance[-i]; value <- value + as.numeric(${fit}$beta) }`, part: partOfLeft / 1_000 },
  { what: "exact conditional mixed model, 13 trials of BCG", ours: () => runSteps(poolBinomialMixed(vaccine, { form: "conditional-exact", profile: "none" })).estimate, data: vaccine, r: "value <- as.numeric(rma.glmm(ai = d$treatedEvents, n1i = d$treatedTotal, ci = d$controlEvents, n2i = d$controlTotal, measure = 'OR', model = 'CM.EL')$beta)" },
  { what: "mixed model with random study effects, 1,000 studies", ours: () => runSteps(poolBinomialMixed(manyCounts, { form: "unconditional-random", profile: "none" })).estimate, data: manyCounts, r: "value <- as.numeric(rma.glmm(ai = d$treatedEvents, n1i = d$treatedTotal, ci = d$controlEvents, n2i = d$controlTotal, measure = 'OR', model = 'UM.RS', nAGQ = 1)$beta)" },
];

const machine = describeMachine();
const r = versionOfR();
const rows = lines.map((line): Row => {
  say(line.what);
  line.ours();
  const times: number[] = [];
  let value = 0;
  for (let turn = 0; turn < runs && sumOf(times) < 20_000; turn++) {
    const before = performance.now();
    value = line.ours();
    times.push(performance.now() - before);
  }
  const ours = median(times);
  const row = { what: line.what, "median ms": Number(ours.toPrecision(3)) };
  if (r === null) return { ...row, "R ms": null, ratio: null, "results differ by": null };
  const theirs = runR(line.data, line.r, seconds);
  if (typeof theirs === "string") return { ...row, "R ms": theirs === "failed" ? "failed" : `more than ${seconds * 1000}`, ratio: theirs === "failed" ? null : `above ${Math.floor((seconds * 1000) / (line.part ?? 1) / ours)}`, "results differ by": null };
  const whole = theirs.milliseconds / (line.part ?? 1);
  return { ...row, "R ms": `${whole.toPrecision(3)}${line.part === undefined ? "" : ` (from ${line.part * 100} %)`}`, ratio: Number((whole / ours).toPrecision(3)), "results differ by": Number(Math.abs((line.oursOnPart?.() ?? value) - theirs.value).toExponential(1)) };
});
report("evidence", machine, rows, [r === null ? "No R with metafor here: the comparison was left out." : `R ${r}. Times of R without its start. Where R did a part, its time is scaled to the whole.`, "Mixed models without profile intervals, which R does not give. Those of R end by its own tolerance, and its models with random study effects by a Laplace approximation: there the results differ by more."]);
