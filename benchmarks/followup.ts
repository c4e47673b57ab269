/**
 * Statistics of follow-up beside R's survival, cmprsk and nlme: the same numbers in, both results compared, the ratio of the times
 * printed, and the memory that was needed beside the input. One thread.
 *
 * Options: --runs 5, --r-seconds 120 (a line on which R is not done by then says so), --line 3 (only that one, from 1), --json.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fitMmrm } from "../packages/stats/src/longitudinal/fit-mmrm.ts";
import { runSteps } from "../packages/stats/src/optimisation/run-steps.ts";
import { randomStream } from "../packages/stats/src/random/random-stream.ts";
import { estimateCumulativeIncidence } from "../packages/stats/src/survival/competing-risks/cumulative-incidence.ts";
import { fineGraySteps } from "../packages/stats/src/survival/competing-risks/fit-fine-gray.ts";
import { fitCox } from "../packages/stats/src/survival/cox/fit-cox.ts";
import { estimateKaplanMeier } from "../packages/stats/src/survival/kaplan-meier.ts";
import { testLogRank } from "../packages/stats/src/survival/log-rank.ts";
import { describeMachine } from "./stage/machine.ts";
import { median } from "./stage/quantile.ts";
import { type Row, numberOption, report, say } from "./stage/report.ts";
import { runROnColumns, versionOfR } from "./stage/run-r.ts";

type Columns = Readonly<Record<string, Float64Array>>;
const column = (data: Columns, name: string): Float64Array => {
  const values = data[name];
  if (values === undefined) throw new Error(`There is no column ${name}.`);
  return values;
};

/** Exponential times of hazards that three covariates change, censored uniformly; `digits` makes ties as days do. */
function survivalRows(rows: number, days: boolean): Columns {
  const random = randomStream(5, 0);
  const [time, event, cause, group, x, y, z] = Array.from({ length: 7 }, () => new Float64Array(rows)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  for (let row = 0; row < rows; row++) {
    [group[row], x[row], y[row], z[row]] = [random.nextDouble() < 0.5 ? 0 : 1, random.nextDouble(), random.nextDouble() < 0.4 ? 1 : 0, 2 * random.nextDouble() - 1];
    const death = -Math.log(1 - random.nextDouble()) / (0.001 * Math.exp(0.5 * (x[row] ?? 0) - 0.4 * (y[row] ?? 0) + 0.2 * (z[row] ?? 0)));
    const end = 365 + 1500 * random.nextDouble();
    const until = Math.min(death, end);
    time[row] = days ? Math.ceil(until) : until;
    event[row] = death <= end ? 1 : 0;
    cause[row] = death > end ? 0 : random.nextDouble() < 0.6 ? 1 : 2;
  }
  return { time, event, cause, group, x, y, z };
}

/** Participants by visits, a tenth of the visits missed, values of one participant correlated. */
function repeatedRows(participants: number, visits: number): Columns {
  const random = randomStream(6, 0);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
  const rows: number[][] = [];
  for (let one = 0; one < participants; one++) {
    const [own, slope, arm, base] = [normal(), 0.3 * normal(), one % 2, normal()];
    for (let visit = 1; visit <= visits; visit++) {
      const value = own + slope * visit + 0.2 * visit * arm + 0.5 * base + (0.7 + 0.1 * visit) * normal();
      if (random.nextDouble() > 0.1) rows.push([one, visit, arm, base, value]);
    }
  }
  const names = ["participant", "visit", "arm", "base", "outcome"];
  return Object.fromEntries(names.map((name, at) => [name, Float64Array.from(rows, (row) => row[at] ?? 0)]));
}

interface Line {
  readonly what: string;
  readonly data: () => Columns;
  /** What is compared with R's `value`. */
  readonly ours: (data: Columns) => number;
  readonly r: string;
  readonly packages: readonly string[];
}
const covariates = (data: Columns) => ({ x: column(data, "x"), y: column(data, "y"), z: column(data, "z") });
const timed = (data: Columns) => ({ time: column(data, "time"), event: column(data, "event") });
const cox = { ours: (data: Columns) => fitCox({ ...timed(data), covariates: covariates(data) }).coefficients[0]?.estimate ?? 0, r: "value <- coef(coxph(Surv(time, event) ~ x + y + z, data = d))[[1]]", packages: ["survival"] };
const fineGray = { ours: (data: Columns) => runSteps(fineGraySteps({ time: column(data, "time"), cause: column(data, "cause"), covariates: covariates(data) })).coefficients[0]?.estimate ?? 0, r: "value <- crr(d$time, d$cause, as.matrix(d[c('x', 'y', 'z')]))$coef[[1]]", packages: ["cmprsk"] };
const kaplanMeier = { ours: (data: Columns) => estimateKaplanMeier(timed(data)).curves[0]?.survival.at(-1) ?? 0, r: "value <- tail(survfit(Surv(time, event) ~ 1, data = d)$surv, 1)", packages: ["survival"] };
const logRank = { ours: (data: Columns) => testLogRank({ ...timed(data), group: column(data, "group") }).test.statistic, r: "value <- survdiff(Surv(time, event) ~ group, data = d)$chisq", packages: ["survival"] };
const aalenJohansen = { ours: (data: Columns) => estimateCumulativeIncidence({ time: column(data, "time"), cause: column(data, "cause") }, { times: [1000] }).curves[0]?.atTimes[0]?.standardError ?? 0, r: "fit <- survfit(Surv(time, factor(cause)) ~ 1, data = d); value <- summary(fit, times = 1000)$std.err[1, 2]", packages: ["survival"] };
const mmrm = { ours: (data: Columns) => fitMmrm({ outcome: column(data, "outcome"), participant: column(data, "participant"), visit: column(data, "visit"), arm: column(data, "arm"), covariates: { base: column(data, "base") } }, { degreesOfFreedom: "none" }).minusTwoLogLikelihood, r: "d$visit <- factor(d$visit); d$arm <- factor(d$arm); value <- -2 * as.numeric(logLik(gls(outcome ~ base + visit * arm, data = d, correlation = corSymm(form = ~ as.integer(visit) | participant), weights = varIdent(form = ~ 1 | visit), method = 'REML')))", packages: ["nlme"] };
const [hundred, million] = [() => survivalRows(100_000, true), () => survivalRows(1_000_000, true)];
const distinct = () => survivalRows(1_000_000, false);
const lines: readonly Line[] = [
  { what: "Kaplan-Meier, a million rows in whole days", data: million, ...kaplanMeier },
  { what: "Kaplan-Meier, a million distinct times", data: distinct, ...kaplanMeier },
  { what: "log-rank, a million rows in whole days", data: million, ...logRank },
  { what: "log-rank, a million distinct times", data: distinct, ...logRank },
  { what: "Cox, 3 covariates, 100,000 rows", data: hundred, ...cox },
  { what: "Cox, 3 covariates, a million rows", data: million, ...cox },
  { what: "Cox, 3 covariates, a million distinct times", data: distinct, ...cox },
  { what: "Fine-Gray, 3 covariates, 10,000 rows", data: () => survivalRows(10_000, true), ...fineGray },
  { what: "Fine-Gray, 3 covariates, 100,000 rows", data: hundred, ...fineGray },
  { what: "Aalen-Johansen with errors, a million rows in whole days", data: million, ...aalenJohansen },
  { what: "Aalen-Johansen with errors, a million distinct times", data: distinct, ...aalenJohansen },
  { what: "MMRM, unstructured, 1,000 participants x 6 visits", data: () => repeatedRows(1000, 6), ...mmrm },
];

/** In a process of its own: how much memory the computation needed beside its input, as a part of it. */
function memoryOf(line: Line): number {
  const data = line.data();
  const input = Object.values(data).reduce((sum, values) => sum + values.byteLength, 0);
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.memoryUsage().rss;
  line.ours(data);
  return (process.resourceUsage().maxRSS * 1024 - before) / input;
}

const place = process.argv.indexOf("--memory-of");
const file = fileURLToPath(import.meta.url);
if (place === -1) measure();
else process.stdout.write(String(memoryOf(lines[Number(process.argv[place + 1])] ?? (() => { throw new RangeError("There is no such line."); })())));

function measure(): void {
  const [runs, seconds, only] = [numberOption("runs", 5), numberOption("r-seconds", 120), process.argv.includes("--line") ? numberOption("line", 1) : null];
  const machine = describeMachine();
  const r = versionOfR("survival");
  const rows = lines.flatMap((line, at): Row[] => {
    if (only !== null && only !== at + 1) return [];
    say(line.what);
    const data = line.data();
    const times: number[] = [];
    let value = line.ours(data);
    for (let turn = 0; turn < runs && times.reduce((sum, one) => sum + one, 0) < 20_000; turn++) {
      const before = performance.now();
      value = line.ours(data);
      times.push(performance.now() - before);
    }
    const input = Object.values(data).reduce((sum, values) => sum + values.byteLength, 0);
    // Beside a small input the interpreter's own growth is all that would be seen.
    const memory = input < 1e7 ? null : Number(Number(spawnSync(process.execPath, ["--expose-gc", file, "--memory-of", String(at)], { encoding: "utf8" }).stdout).toPrecision(2));
    const ours = median(times);
    const row = { what: line.what, "median ms": Number(ours.toPrecision(3)), "best ms": Number(Math.min(...times).toPrecision(3)), "memory / input": memory };
    if (r === null) return [{ ...row, "R ms": null, ratio: null, "results differ by": null }];
    const theirs = runROnColumns(data, line.r, seconds, line.packages);
    if (typeof theirs === "string") return [{ ...row, "R ms": theirs === "failed" ? "failed" : `more than ${seconds * 1000}`, ratio: theirs === "failed" ? null : `above ${Math.floor((seconds * 1000) / ours)}`, "results differ by": null }];
    return [{ ...row, "R ms": Number(theirs.milliseconds.toPrecision(3)), ratio: Number((theirs.milliseconds / ours).toPrecision(3)), "results differ by": Number(Math.abs(value / theirs.value - 1).toExponential(1)) }];
  });
  report("followup", machine, rows, [r === null ? "No R with survival here: the comparison was left out." : `R ${r}. Times of R without its start and without reading.`, "Memory: what the process grew by at its most while computing, over the bytes of all columns of the input, seven of survival; left out below 10 MB. Differences are relative; iterations of R end by its own tolerance."]);
}
