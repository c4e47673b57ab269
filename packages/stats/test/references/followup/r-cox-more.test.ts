import { describe, expect, test } from "vitest";
import reference from "../../../../../validation/followup/cox-more.json" with { type: "json" };
import { estimateCoxConcordance } from "../../../src/survival/cox/concordance.ts";
import type { CoxColumns } from "../../../src/survival/cox/cox-options.ts";
import { deriveCoxResiduals } from "../../../src/survival/cox/cox-residuals.ts";
import { predictCoxCurves } from "../../../src/survival/cox/predict-cox-curves.ts";
import { testProportionalHazards } from "../../../src/survival/cox/proportional-hazards.ts";
import { checkFigure } from "../../check-figure.ts";
import { hasGround, readGround } from "../../ground.ts";

const source = `${reference.made[0] ?? ""}: coxph with eps = 1e-14, iter.max = 100`;
type Cells = Readonly<Record<string, readonly (string | number | null)[]>>;
type Rows = readonly (readonly number[])[];
interface Stratum {
  readonly places: readonly number[];
  readonly time: readonly number[];
  readonly atRisk: readonly number[];
  readonly events: readonly number[];
  readonly survival: Rows;
  readonly cumulativeHazard: Rows;
  readonly error: Rows;
  readonly lower: Rows;
  readonly upper: Rows;
}
interface Case {
  readonly name: readonly string[];
  readonly file: readonly (string | null)[];
  readonly columns: Cells | null;
  readonly roles: { readonly covariates: readonly string[] } & Readonly<Record<string, readonly string[]>>;
  readonly ties: readonly ("efron" | "breslow")[];
  readonly timeTolerance: readonly number[];
  readonly profiles: readonly string[];
  readonly tests: Readonly<Record<string, { readonly statistic?: readonly number[]; readonly p?: readonly number[] } | null>>;
  readonly curves: readonly { readonly interval: readonly string[]; readonly hazard: readonly string[]; readonly strata: readonly Stratum[] }[];
  readonly concordance: readonly { readonly weight: readonly string[]; readonly estimate: readonly number[]; readonly error: readonly number[]; readonly pairs: readonly number[] }[];
  readonly residuals: { readonly places: readonly number[]; readonly score: Rows; readonly dfbeta: Rows; readonly dfbetas: Rows; readonly events: readonly number[]; readonly scaled: Rows };
}

function cellsOf(file: string): Cells {
  const rows = readGround(`stats/surv_${file}.csv`);
  const cell = (text: string | undefined): string | number | null => (text === undefined || text === "" || text === "NA" ? null : Number.isNaN(Number(text)) ? text : Number(text));
  return Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => cell(row[name]))]));
}
function columnsOf({ file, columns, roles }: Case): CoxColumns {
  const cells = columns ?? cellsOf(file[0] ?? "");
  const { covariates, ...single } = roles;
  const one = Object.fromEntries(Object.entries(single).map(([role, name]) => [role, cells[String(name[0])]]));
  return { ...one, covariates: Object.fromEntries(covariates.map((name) => [name, cells[name]])) } as unknown as CoxColumns;
}
const at = (values: ArrayLike<number> | undefined, place: number): number => values?.[place] ?? Number.NaN;

function checkTests(one: Case, columns: CoxColumns, options: { readonly ties: "efron" | "breslow"; readonly timeTolerance: number }): void {
  for (const transform of ["km", "rank", "identity", "log"] as const) {
    const expected = one.tests[transform];
    if (expected?.statistic === undefined) continue;
    const made = testProportionalHazards(columns, { ...options, transform });
    for (const [term, tested] of [...made.tests, made.global].entries()) {
      const about = (what: string) => ({ method: `proportional hazards: ${what}`, source: `${source}, cox.zph` });
      checkFigure(about("statistic"), `${term} of ${one.name[0] ?? ""}, ${transform}`, tested.statistic, at(expected.statistic, term), 1e-8, { relative: true });
      checkFigure(about("p"), `${term} of ${one.name[0] ?? ""}, ${transform}`, tested.pValue, at(expected.p, term), 1e-8, { relative: true });
    }
  }
}

function checkCurves(one: Case, columns: CoxColumns, options: { readonly ties: "efron" | "breslow"; readonly timeTolerance: number }): void {
  for (const { interval, hazard, strata } of one.curves) {
    const made = predictCoxCurves(columns, { ...options, profiles: [...one.profiles], interval: interval[0] as "log", hazard: hazard[0] as "efron" });
    for (const [which, expected] of strata.entries()) {
      for (const profile of one.profiles.keys()) {
        const curve = made.curves[profile * strata.length + which];
        for (const [row, place] of expected.places.entries()) {
          const check = (what: string, actual: number, wanted: number, tolerance: number, relative: boolean): void => checkFigure({ method: `curves of Cox regression: ${what}`, source: `${source}, survfit` }, `${what} ${place} of ${one.name[0] ?? ""}, ${interval[0] ?? ""}, ${which}, ${profile}`, actual, wanted, tolerance, { relative });
          check("time", at(curve?.times, place - 1), at(expected.time, row), 1e-12, true);
          check("at risk", at(curve?.atRisk, place - 1), at(expected.atRisk, row), 1e-12, true);
          check("events", at(curve?.events, place - 1), at(expected.events, row), 1e-12, true);
          const hazardHere = at(expected.cumulativeHazard[row], profile);
          check("cumulative hazard", at(curve?.cumulativeHazard, place - 1), hazardHere, 1e-8, true);
          check("error", at(curve?.hazardError, place - 1), at(expected.error[row], profile), 1e-8, true);
          check("survival", at(curve?.survival, place - 1), at(expected.survival[row], profile), 1e-8, false);
          // Where survival is 0 to the last bit R's limits are of 0 times what has no bound.
          if (hazardHere > 300) continue;
          check("lower", at(curve?.lower, place - 1), at(expected.lower[row], profile), 1e-8, false);
          check("upper", at(curve?.upper, place - 1), at(expected.upper[row], profile), 1e-8, false);
        }
      }
    }
  }
}

function checkConcordance(one: Case, columns: CoxColumns, options: { readonly ties: "efron" | "breslow"; readonly timeTolerance: number }): void {
  for (const { weight, estimate, error, pairs } of one.concordance) {
    const made = estimateCoxConcordance(columns, { ...options, pairWeight: weight[0] as "n" });
    const check = (what: string, actual: number, expected: number): void => checkFigure({ method: `concordance: ${what}`, source: `${source}, concordance` }, `${what} of ${one.name[0] ?? ""}, ${weight[0] ?? ""}`, actual, expected, 1e-10, { relative: true });
    check("C", made.estimate, at(estimate, 0));
    check("error", made.standardError, at(error, 0));
    for (const [place, count] of Object.values(made.pairs).entries()) check("pairs", count, at(pairs, place));
  }
}

function checkResiduals(one: Case, columns: CoxColumns, options: { readonly ties: "efron" | "breslow"; readonly timeTolerance: number }): void {
  const made = deriveCoxResiduals(columns, options);
  for (const kind of ["score", "dfbeta", "dfbetas", "scaled"] as const) {
    const { places, events } = one.residuals;
    for (const [row, place] of (kind === "scaled" ? events : places).entries()) {
      for (const [term, name] of made.terms.entries()) {
        // Beside the largest of its term: one near 0 has no digits of its own.
        const all: readonly number[] = kind === "scaled" ? made.schoenfeld.map(({ scaled }) => at(scaled, term)) : [...(made[kind][name] ?? [])];
        const scale = all.reduce((largest: number, value: number) => Math.max(largest, Math.abs(value)), 0);
        checkFigure({ method: `Cox regression: ${kind} residuals`, source }, `${kind} ${place}, ${term} of ${one.name[0] ?? ""}`, at(all, place - 1) / scale, at(one.residuals[kind][row], term) / scale, 1e-8);
      }
    }
  }
}

describe("Cox regression: curves, concordance, proportional hazards and residuals are those of survival", () => {
  for (const one of reference.cases as unknown as readonly Case[]) {
    test.skipIf((one.file[0] ?? null) !== null && !hasGround)(one.name[0] ?? "", () => {
      expect.hasAssertions();
      const columns = columnsOf(one);
      const options = { ties: one.ties[0] ?? "efron", timeTolerance: one.timeTolerance[0] ?? 0 };
      checkTests(one, columns, options);
      checkCurves(one, columns, options);
      checkConcordance(one, columns, options);
      checkResiduals(one, columns, options);
    });
  }
});
