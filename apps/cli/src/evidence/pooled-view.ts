/** What every pooled result has, whichever method made it. */
import type { ResultForm } from "@stroma/stats";

interface Between {
  readonly lower: number;
  readonly upper: number;
}
export interface PooledView {
  readonly method: string;
  /** On the scale of the analysis. */
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Between & { readonly level: number };
  /** On the natural scale, where there is another one. */
  readonly natural: (Between & { readonly estimate: number }) | null;
  readonly prediction: Between | null;
  readonly naturalPrediction: Between | null;
  readonly pValue: number | null;
  readonly tauSquared: number | null;
  readonly heterogeneity: { readonly statistic: number; readonly degreesOfFreedom: number; readonly pValue: number; readonly iSquared: number | null } | null;
  /** Percent, with the rows (from 1) that they belong to. */
  readonly weights: ReadonlyMap<number, number>;
  readonly warnings: readonly string[];
}

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const loose = (value: unknown): Loose => (isLoose(value) ? value : {});
const numberOr = <Otherwise>(value: unknown, otherwise: Otherwise): number | Otherwise => (typeof value === "number" ? value : otherwise);
const limits = (value: unknown): Between | null => {
  const { lower, upper } = loose(value);
  return typeof lower === "number" && typeof upper === "number" ? { lower, upper } : null;
};

/** @param rows the rows, from 1, that were complete: weights stand in their order where the result names no rows of its own */
export function viewPooled(result: ResultForm, rows: readonly number[]): PooledView {
  const all = result as unknown as Loose;
  const interval = limits(all["interval"]) ?? { lower: -Infinity, upper: Infinity };
  const natural = [all["ratio"], all["difference"], all["proportion"], all["rate"]].find(isLoose) ?? null;
  const heterogeneity = loose(all["heterogeneity"]);
  const test = loose(heterogeneity["test"]);
  const [statistic, degreesOfFreedom, pValue] = [test["statistic"], test["degreesOfFreedom"], test["pValue"]];
  const tau = all["tauSquared"];
  return {
    method: result.method,
    estimate: numberOr(all["estimate"], 0),
    standardError: numberOr(all["standardError"], 0),
    interval: { ...interval, level: numberOr(loose(all["interval"])["level"], 0.95) },
    natural: natural === null ? null : { estimate: numberOr(natural["estimate"], 0), ...(limits(natural) ?? interval) },
    prediction: limits(all["prediction"]),
    naturalPrediction: limits(natural?.["prediction"]),
    pValue: numberOr(loose(all["test"])["pValue"], null),
    tauSquared: numberOr(tau, null) ?? numberOr(loose(tau)["estimate"], null),
    heterogeneity: typeof statistic === "number" && typeof degreesOfFreedom === "number" && typeof pValue === "number" ? { statistic, degreesOfFreedom, pValue, iSquared: numberOr(heterogeneity["iSquaredFromQ"], null) } : null,
    weights: weightsOf(all, rows),
    warnings: Array.isArray(all["warnings"]) ? all["warnings"].filter((one) => typeof one === "string") : [],
  };
}

function weightsOf(all: Loose, rows: readonly number[]): ReadonlyMap<number, number> {
  const weights = all["weights"];
  if (!Array.isArray(weights) && !ArrayBuffer.isView(weights)) return new Map();
  const list = Array.from(weights as unknown as ArrayLike<unknown>);
  const own = loose(all["effectSizes"])["rows"] ?? all["rows"];
  // Studies that were left out have no weight.
  const excluded = all["excluded"];
  const gone = new Set(Array.isArray(excluded) ? excluded.map((one) => loose(one)["row"]) : []);
  const places = Array.isArray(own) || ArrayBuffer.isView(own) ? Array.from(own as unknown as ArrayLike<unknown>) : rows.length === list.length ? rows : rows.filter((row) => !gone.has(row));
  if (places.length !== list.length) return new Map();
  return new Map(list.flatMap((weight, at): [number, number][] => (typeof weight === "number" && typeof places[at] === "number" ? [[places[at], weight]] : [])));
}
