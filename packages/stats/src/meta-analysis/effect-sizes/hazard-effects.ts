/** Log hazard ratios, from observed minus expected events and their variance, or from the printed ratio and its limits. */
import { normalQuantile } from "../../distributions/normal.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { effectsBy } from "./raw-effects.ts";
import type { ShapeEffects, ShapeInput } from "./shape-effects.ts";

/** A printed ratio further from the middle of its limits than this part of their half width is worth a look. */
const asymmetry = 0.1;

export function effectsOfHazards({ columns, chosen, size, rowOf, nameOf }: ShapeInput): Pick<ShapeEffects, "estimates" | "variances" | "warnings"> {
  const { observedMinusExpected, variance, hazardRatio, lower, upper } = columns;
  if (observedMinusExpected != null) return { ...effectsBy(size, (at) => [(observedMinusExpected[at] ?? 0) / (variance?.[at] ?? 0), 1 / (variance?.[at] ?? 0)]), warnings: [] };
  const reach = 2 * normalQuantile((1 - chosen.limitsLevel) / 2, { tail: "upper" });
  const warnings: string[] = [];
  const made = effectsBy(size, (at) => {
    const [ratio = 0, low = 0, high = 0] = [hazardRatio?.[at], lower?.[at], upper?.[at]];
    if (!(low < high)) throw new StatisticRefusal("start-not-before-end", `lower.${rowOf(at)}`, `The limits ${low} and ${high} are no interval.`, "Give the lower limit first.", { row: rowOf(at) });
    if (ratio < low || ratio > high) throw new StatisticRefusal("out-of-range", `hazardRatio.${rowOf(at)}`, `${ratio} is not between its limits ${low} and ${high}.`, "Check the three numbers in the paper.", { row: rowOf(at) });
    const width = Math.log(high) - Math.log(low);
    if (Math.abs(Math.log(ratio) - (Math.log(high) + Math.log(low)) / 2) > (asymmetry * width) / 2) warnings.push(`Study ${nameOf(at)}: the hazard ratio is not the middle of its limits on the log scale; check the printed numbers.`);
    return [Math.log(ratio), (width / reach) ** 2];
  });
  return { ...made, warnings };
}
