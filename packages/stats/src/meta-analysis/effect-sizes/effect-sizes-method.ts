/** Effect sizes, by name. */
import { describeMethod } from "../../form/method-description.ts";
import { computeEffectSizes } from "./compute-effect-sizes.ts";
import { effectSizeColumns, effectSizeOptions } from "./effect-size-options.ts";

export const effectSizesMethod = describeMethod({
  name: "effect-sizes",
  field: "meta-analysis",
  title: "Effect sizes of studies with their sampling variances, and which studies were corrected or left out.",
  columns: effectSizeColumns,
  options: effectSizeOptions,
  example: { columns: { study: ["one", "two", "three"], treatedEvents: [4, 0, 1], treatedTotal: [20, 15, 30], controlEvents: [8, 0, 0], controlTotal: [20, 16, 28] }, options: { measure: "odds-ratio" } },
  compute: computeEffectSizes,
});
