/** How several sites agree on the terms of one Cox regression. */
import { readRows } from "../../../form/columns.ts";
import { type GivenOptions, choice, readOptions } from "../../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../../form/result.ts";
import { StatisticRefusal } from "../../../form/statistic-refusal.ts";
import { type DesignTerm, categoriesOf } from "../../../regression/design-matrix.ts";
import { type CoxColumns, coxColumns } from "../cox-options.ts";
import type { CoxRound, CoxSite } from "./cox-round.ts";

export const coxRoundOptions = {
  ties: choice(["efron", "breslow"], "efron", "Efron's or Breslow's approximation for events at one time"),
  baseline: choice(["site", "common"], "site", "a baseline hazard for each site, so that each tells sums over all its rows only; or one for all, for which each tells sums by distinct time"),
} as const;
export type CoxRoundOptions = GivenOptions<typeof coxRoundOptions>;

/**
 * What a site tells of its rows before the first round: names, categories, means and spreads of covariates.
 * Throws StatisticRefusal as `readRows` does. @example describeCoxSite({ time: [1], event: [1], covariates: { age: [50] } }).rows // 1
 */
export function describeCoxSite(columns: CoxColumns): CoxSite & ResultForm {
  const { columns: read, size } = readRows(coxColumns, columns);
  const rows = Array.from({ length: size }, (_, at) => at).filter((row) => read.weight === null || (read.weight[row] as number) > 0);
  return resultOf<CoxSite>({
    method: "Description of a site's covariates for Cox regression of several sites.",
    kind: "cox-site", edition: 1, rows: rows.length, events: rows.filter((row) => read.event[row] === 1).length,
    covariates: read.covariates.map(({ name, values }) => {
      if (!(values instanceof Float64Array)) return { name, categories: categoriesOf(rows.map((row) => values[row] as string)), mean: 0, squares: 0 };
      let [mean, squares] = [0, 0];
      for (const [at, row] of rows.entries()) {
        const away = (values[row] as number) - mean;
        mean += away / (at + 1);
        squares += away * ((values[row] as number) - mean);
      }
      return { name, categories: null, mean, squares };
    }),
  });
}

/**
 * The first round: coefficients of 0 for the terms of all sites. The first category of all, by code points, is the reference.
 * Throws StatisticRefusal `empty`, `no-events`, `unknown-column` where sites name other covariates, `not-a-number` where one has
 * categories and another numbers, `singular` for a covariate that does not vary.
 */
export function planCoxRounds(sites: readonly CoxSite[], options: CoxRoundOptions = {}): CoxRound & ResultForm {
  const { ties, baseline } = readOptions(coxRoundOptions, options);
  const kept = sites.filter(({ rows }) => rows > 0);
  const [first] = kept;
  if (first === undefined) throw new StatisticRefusal("empty", "sites", "No site has a row.", "Give at least one that has.");
  const rows = kept.reduce((sum, site) => sum + site.rows, 0);
  if (!kept.some(({ events }) => events > 0)) throw new StatisticRefusal("no-events", "sites", "No row has the event.", "Give sites with it.");
  const [terms, references, means, spreads]: [DesignTerm[], Record<string, string>, number[], number[]] = [[], {}, [], []];
  for (const { name, categories } of first.covariates) {
    const all = kept.map((site, at) => {
      const found = site.covariates.find((one) => one.name === name);
      if (found === undefined || site.covariates.length !== first.covariates.length) throw new StatisticRefusal("unknown-column", `sites.${at + 1}.covariates.${name}`, "The sites do not have the same covariates.", "Give each of them the same.");
      if ((found.categories === null) !== (categories === null)) throw new StatisticRefusal("not-a-number", `sites.${at + 1}.covariates.${name}`, "It is a number at one site and has categories at another.", "Make it the same at all.");
      return { ...found, rows: site.rows };
    });
    if (categories === null) {
      const mean = all.reduce((sum, one) => sum + (one.mean * one.rows) / rows, 0);
      const spread = Math.sqrt(all.reduce((sum, one) => sum + one.squares + one.rows * (one.mean - mean) ** 2, 0) / rows);
      if (!(spread > 1e-11 * Math.abs(mean))) throw new StatisticRefusal("singular", `covariates.${name}`, "It does not vary.", `Leave ${name} out.`, { columns: name });
      terms.push({ term: name, covariate: name, category: null });
      means.push(mean);
      spreads.push(spread);
      continue;
    }
    const [reference = "", ...others] = categoriesOf(all.flatMap((one) => one.categories ?? []));
    if (others.length === 0) throw new StatisticRefusal("singular", `covariates.${name}`, `Every row has ${JSON.stringify(reference)}.`, "Leave the covariate out: it tells nothing.");
    references[name] = reference;
    for (const category of others) {
      terms.push({ term: `${name}: ${category}`, covariate: name, category });
      means.push(0);
      spreads.push(1);
    }
  }
  return resultOf<CoxRound>({
    method: "A round of Cox regression of several sites.",
    kind: "cox-round", edition: 1, ties, baseline, sites: kept.length, rows, terms, references, means, spreads, coefficients: terms.map(() => 0), iteration: 0, halvings: 0, closing: false, best: null, first: null,
  });
}
