import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/cox.json" with { type: "json" };
import { type CoxResiduals, deriveCoxResiduals } from "../../../src/survival/cox/cox-residuals.ts";
import { type CoxRegression, fitCox } from "../../../src/survival/cox/fit-cox.ts";
import type { CoxColumns, CoxOptions } from "../../../src/survival/cox/cox-options.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, readGround } from "../../ground.ts";

const source = `${reference.made}: coxph with eps = 1e-14, iter.max = 100, timefix = FALSE`;
type Cells = Readonly<Record<string, readonly (string | number | null)[]>>;
interface Residuals {
  readonly places: readonly number[];
  readonly martingale: readonly number[];
  readonly deviance: readonly number[];
  readonly events: readonly number[];
  readonly schoenfeld: readonly (readonly number[])[];
}
interface Case {
  readonly name: string;
  readonly file: string | null;
  readonly columns: Cells | null;
  readonly roles: { readonly covariates: string | readonly string[] } & Readonly<Record<string, string | readonly string[]>>;
  readonly ties: "efron" | "breslow" | "exact";
  readonly variance: "robust" | null;
  readonly of: { readonly coefficients: readonly number[]; readonly covariance: readonly (readonly number[])[]; readonly nullLogLikelihood: number; readonly logLikelihood: number; readonly score: number; readonly wald: number; readonly robustScore?: unknown; readonly residuals: Residuals | null };
}

function cellsOf(file: string): Cells {
  const rows = readGround(`stats/surv_${file}.csv`);
  const cell = (text: string | undefined): string | number | null => (text === undefined || text === "" || text === "NA" ? null : Number.isNaN(Number(text)) ? text : Number(text));
  return Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => cell(row[name]))]));
}

function columnsOf({ file, columns, roles }: Case): CoxColumns {
  const cells = columns ?? cellsOf(file ?? "");
  const { covariates, ...single } = roles;
  const one = Object.fromEntries(Object.entries(single).map(([role, name]) => [role, cells[String(name)]]));
  return { ...one, covariates: Object.fromEntries([covariates].flat().map((name) => [name, cells[name]])) } as unknown as CoxColumns;
}

function check({ name, ties, variance, of }: Case, made: CoxRegression): void {
  const about = (what: string) => ({ method: `Cox regression, ${ties}: ${what}`, source });
  const named = (what: string | number): string => `${what} of ${name}`;
  for (const [at, expected] of of.coefficients.entries()) {
    const spread = Math.sqrt(of.covariance[at]?.[at] ?? 0);
    // Beside its standard error: a coefficient near 0 has no digits of its own.
    checkFigure(about("coefficient"), named(at), (made.coefficients[at]?.estimate ?? Number.NaN) / spread, expected / spread, 1e-8);
    for (let column = 0; column <= at; column++) {
      const scale = spread * Math.sqrt(of.covariance[column]?.[column] ?? 0);
      checkFigure(about(`covariance${made.clusters === null ? "" : ", robust"}`), named(`${at},${column}`), (made.covariance[at]?.[column] ?? Number.NaN) / scale, (of.covariance[at]?.[column] ?? Number.NaN) / scale, 1e-8);
    }
  }
  checkFigure(about("log-likelihood"), named("null"), made.nullLogLikelihood, of.nullLogLikelihood, 1e-12, { relative: true });
  checkFigure(about("log-likelihood"), named("fitted"), made.logLikelihood, of.logLikelihood, 1e-12, { relative: true });
  checkFigure(about("likelihood ratio test"), named("statistic"), made.tests.likelihoodRatio.statistic, 2 * (of.logLikelihood - of.nullLogLikelihood), 1e-8, { relative: true });
  checkFigure(about("Wald test"), named("statistic"), made.tests.wald.statistic, of.wald, 1e-8, { relative: true });
  checkFigure(about("score test"), named("statistic"), made.tests.score.statistic, of.score, 1e-8, { relative: true });
  if (typeof of.robustScore === "number") checkFigure(about("robust score test"), named("statistic"), made.tests.robustScore?.statistic ?? Number.NaN, of.robustScore, 1e-8, { relative: true });
  if (variance === "robust") expect(made.clusters).not.toBeNull();
}

function checkResiduals(name: string, expected: Residuals, made: CoxResiduals): void {
  const about = (what: string) => ({ method: `Cox regression: ${what} residuals`, source });
  for (const [at, place] of expected.places.entries()) {
    checkFigure(about("martingale"), `${place} of ${name}`, made.martingale[place - 1] ?? Number.NaN, expected.martingale[at] ?? Number.NaN, 1e-8);
    // A root: near 0 half of the digits are lost.
    checkFigure(about("deviance"), `${place} of ${name}`, made.deviance[place - 1] ?? Number.NaN, expected.deviance[at] ?? Number.NaN, 1e-7);
  }
  for (const [at, event] of expected.events.entries()) for (const [term, value] of (expected.schoenfeld[at] ?? []).entries()) checkFigure(about("Schoenfeld"), `${event},${term} of ${name}`, made.schoenfeld[event - 1]?.residuals[term] ?? Number.NaN, value, 1e-8 * Math.max(1, Math.abs(value)));
}

describe("Cox regression against R", () => {
  for (const one of reference.cases as unknown as readonly Case[]) {
    test.skipIf(one.file !== null && !hasGround)(`${one.name}, ties ${one.ties}`, () => {
      expect.hasAssertions();
      const options: CoxOptions = { ties: one.ties, ...(one.variance === null ? {} : { variance: one.variance }) };
      check(one, fitCox(columnsOf(one), options));
      if (one.of.residuals !== null && one.ties !== "exact") checkResiduals(`${one.name}, ${one.ties}`, one.of.residuals, deriveCoxResiduals(columnsOf(one), { ties: one.ties }));
    });
  }
});
