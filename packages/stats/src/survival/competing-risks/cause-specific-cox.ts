/** Cox regression of each cause's hazard, side by side. */
import { type GivenColumns, type MissingRows, mayColumn, readRows } from "../../form/columns.ts";
import { type GivenOptions, mayWord, mayWords, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { coxColumns, coxOptions } from "../cox/cox-options.ts";
import { type CoxRegression, coxSteps } from "../cox/fit-cox.ts";
import { runSteps } from "../../optimisation/run-steps.ts";
import { competingRisksColumns } from "./competing-risks-options.ts";
import { wantedCauses } from "./cumulative-incidence.ts";
import { causesOf } from "./read-competing-rows.ts";

const { event: _event, ...withoutEvent } = coxColumns;
export const causeSpecificColumns = { ...withoutEvent, cause: competingRisksColumns.cause, start: mayColumn("amount", coxColumns.start.says) } as const;
export const causeSpecificOptions = { ...coxOptions, causes: mayWords("causes to tell of; left out: all"), censored: mayWord("the word in `cause` that stands for censoring; left out: `0` and `censored`") } as const;

export interface CauseSpecificCox extends ResultForm {
  readonly causes: readonly {
    readonly cause: string;
    /** `null` where the regression is refused; `refusal` tells why. */
    readonly regression: CoxRegression | null;
    readonly refusal: { readonly code: string; readonly path: string; readonly message: string; readonly remedy: string } | null;
  }[];
  readonly missing: MissingRows;
  readonly warnings: readonly string[];
}

/**
 * Cox regression of the hazard of each cause, those with another cause censored at their time: what moves each rate among those still
 * without any event. A ratio here is of rates, not of incidence: report all causes together, and incidence beside them.
 *
 * Columns and options as `fitCox`, with `cause` in place of `event`. A cause whose regression is refused keeps its place with the
 * refusal. Throws StatisticRefusal as `fitCox` for what is wrong with the columns themselves.
 *
 * Source: Prentice et al. 1978, Biometrics 34:541, doi 10.2307/2530374 (recalled). R: `coxph(Surv(time, cause == k) ~ x)`, to 1e-8.
 *
 * @example fitCauseSpecificCox({ time: [4, 9, 6, 2, 7, 5], cause: [1, 0, 2, 1, 1, 2], covariates: { age: [60, 45, 52, 50, 61, 48] } }).causes.length // 2
 */
export function fitCauseSpecificCox(columns: GivenColumns<typeof causeSpecificColumns>, options: GivenOptions<typeof causeSpecificOptions> = {}): CauseSpecificCox {
  return runSteps(causeSpecificSteps(columns, options));
}

/** The same, telling how far it is. */
export function* causeSpecificSteps(columns: GivenColumns<typeof causeSpecificColumns>, options: GivenOptions<typeof causeSpecificOptions> = {}): Generator<{ readonly done: number }, CauseSpecificCox> {
  const { causes: wanted, censored, ...settings } = readOptions(causeSpecificOptions, options);
  const { columns: read, size, missing } = readRows(causeSpecificColumns, columns);
  const { causes, causeCodes } = causesOf(read.cause, size, censored);
  const places = wantedCauses(causes, wanted);
  const { cause: _cause, covariates, ...rest } = read;
  const given = Object.fromEntries(Object.entries(rest).filter(([, values]) => values !== null)) as { readonly time: Float64Array };
  const design = Object.fromEntries(covariates.map(({ name, values }) => [name, values]));
  const fitted: CauseSpecificCox["causes"][number][] = [];
  for (const [at, place] of places.entries()) {
    const event = new Float64Array(size);
    for (let row = 0; row < size; row++) event[row] = causeCodes[row] === place + 1 ? 1 : 0;
    const cause = causes[place] ?? "";
    try {
      const steps = coxSteps({ ...given, event, covariates: design }, { ...settings, variance: settings.variance ?? undefined });
      for (;;) {
        const step = steps.next();
        if (step.done === true) {
          fitted.push({ cause, regression: step.value, refusal: null });
          break;
        }
        yield { done: (at + step.value.done) / places.length };
      }
    } catch (refusal) {
      if (!(refusal instanceof StatisticRefusal)) throw refusal;
      fitted.push({ cause, regression: null, refusal: { code: refusal.code, path: refusal.path, message: refusal.message, remedy: refusal.remedy } });
    }
  }
  return resultOf({
    method: `Cause-specific hazards of ${fitted.map(({ cause }) => cause).join(", ")}, other causes censored at their time. ${fitted.find(({ regression }) => regression !== null)?.regression?.method ?? ""}`.trim(),
    causes: fitted,
    missing,
    warnings: fitted.flatMap(({ cause, regression, refusal }) => (refusal === null ? (regression?.warnings ?? []).map((one) => `${cause}: ${one}`) : [`${cause}: ${refusal.message}`])),
  });
}
