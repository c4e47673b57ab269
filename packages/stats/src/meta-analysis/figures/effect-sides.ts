/** What lies to the left and to the right of no effect, in words. */
import { type Measure, measureFacts } from "../effect-sizes/measures.ts";

export interface EffectSidesOptions {
  /** Whether it is better to have fewer events (lower values) or more of them; `unsaid` tells only where they are fewer. */
  readonly better?: "fewer" | "more" | "unsaid";
  /** Names of the two arms; "treated" and "control" where left out. */
  readonly arms?: readonly [treated: string, control: string];
}

/**
 * The words under a forest plot for `sides`: effects are of the treated against the controls, so that values below no effect mean
 * fewer events (lower values) among the treated. `null` for measures of one arm and for estimates of an unknown kind.
 *
 * @example effectSides("odds-ratio", { better: "fewer", arms: ["MSC", "placebo"] }) // ["favours MSC", "favours placebo"]
 */
export function effectSides(measure: Measure, { better = "unsaid", arms: [treated, control] = ["treated", "control"] }: EffectSidesOptions = {}): readonly [string, string] | null {
  const { shape } = measureFacts(measure);
  if (shape === "generic" || shape === "one-arm-counts" || shape === "one-arm-times") return null;
  if (better === "fewer") return [`favours ${treated}`, `favours ${control}`];
  if (better === "more") return [`favours ${control}`, `favours ${treated}`];
  return [`${shape === "two-arm-means" ? "lower" : "fewer"} with ${treated}`, `${shape === "two-arm-means" ? "higher" : "more"} with ${treated}`];
}
