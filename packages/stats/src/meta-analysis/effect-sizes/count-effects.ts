/** Effects of two arms with counts: odds ratio, risk ratio, risk difference, arcsine difference, Peto's odds ratio. */
import type { CorrectedCells, TwoArms } from "./correct-cells.ts";
import { type RawEffects, averageOf, effectsBy } from "./raw-effects.ts";

export type CountMeasure = "odds-ratio" | "risk-ratio" | "risk-difference" | "arcsine-difference" | "peto-odds-ratio";
type Four = (a: number, b: number, c: number, d: number) => readonly [number, number];

// Every formula changes its sign, and nothing else, when the arms change places: no rounding differs.
const formulas: Readonly<Record<Exclude<CountMeasure, "risk-difference">, Four>> = {
  "odds-ratio": (a, b, c, d) => [Math.log(a * d) - Math.log(b * c), 1 / a + 1 / b + (1 / c + 1 / d)],
  "risk-ratio": (a, b, c, d) => [Math.log(a * (c + d)) - Math.log(c * (a + b)), b / (a * (a + b)) + d / (c * (c + d))],
  "arcsine-difference": (a, b, c, d) => [arcsineOf(a, b) - arcsineOf(c, d), 1 / (4 * (a + b)) + 1 / (4 * (c + d))],
  "peto-odds-ratio": (a, b, c, d) => {
    const [treated, control, whole] = [a + b, c + d, a + b + (c + d)];
    const information = (treated * control * (a + c) * (b + d)) / (whole * whole * (whole - 1));
    return [(a * control - c * treated) / whole / information, 1 / information];
  },
};

/** asin √(x / (x + y)), without the loss of digits near 1. */
export const arcsineOf = (x: number, y: number): number => Math.atan2(Math.sqrt(x), Math.sqrt(y));

export function effectsOfCounts(measure: CountMeasure, arms: TwoArms, cells: CorrectedCells, varianceKind: string): RawEffects {
  const size = arms.treatedEvents.length;
  const a = arms.treatedEvents.map((events, at) => events + (cells.treatedAdded[at] ?? 0));
  const b = arms.treatedSize.map((total, at) => total - (arms.treatedEvents[at] ?? 0) + (cells.treatedAdded[at] ?? 0));
  const c = arms.controlEvents.map((events, at) => events + (cells.controlAdded[at] ?? 0));
  const d = arms.controlSize.map((total, at) => total - (arms.controlEvents[at] ?? 0) + (cells.controlAdded[at] ?? 0));
  const by = (formula: Four): RawEffects => effectsBy(size, (at) => formula(a[at] ?? 0, b[at] ?? 0, c[at] ?? 0, d[at] ?? 0));
  if (measure !== "risk-difference") return by(formulas[measure]);
  const leftOut = (at: number): boolean => cells.excluded.has(at);
  const [treated, control] = [a.map((one, at) => one + (b[at] ?? 0)), c.map((one, at) => one + (d[at] ?? 0))];
  const treatedRisk = averageOf(a.map((one, at) => one / (treated[at] ?? 0)), treated, leftOut);
  const controlRisk = averageOf(c.map((one, at) => one / (control[at] ?? 0)), control, leftOut);
  return by((...[events, free, controlEvents, controlFree]) => {
    const [n, m] = [events + free, controlEvents + controlFree];
    const estimate = events / n - controlEvents / m;
    if (varianceKind === "average") return [estimate, (treatedRisk * (1 - treatedRisk)) / n + (controlRisk * (1 - controlRisk)) / m];
    const less = varianceKind === "unbiased" ? 1 : 0;
    return [estimate, (events * free) / (n * n * (n - less)) + (controlEvents * controlFree) / (m * m * (m - less))];
  });
}
