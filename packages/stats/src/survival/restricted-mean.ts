/** The area below a survival curve up to a time. */
import { type RiskTable, leftAt } from "./risk-table.ts";

export interface RestrictedMean {
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * Mean time without the event, counted up to `upTo`: the area below the curve, and its standard error by Greenwood's sum, the area
 * after each event squared times d / (n (n - d)). A time at which all at risk have the event adds nothing to it. The caller sees to
 * it that the curve is known up to `upTo`.
 *
 * Source: Klein and Moeschberger 2003, Survival Analysis, section 4.5 (recalled). R: `print(survfit, rmean = upTo)`, `survRM2::rmst2`.
 */
export function restrictedMean(table: RiskTable & { readonly survival: Float64Array }, upTo: number): RestrictedMean {
  const { times, survival, events, atRisk } = table;
  let after = 0;
  let variance = 0;
  let end = times.length;
  while (end > 0 && (times[end - 1] as number) > upTo) end -= 1;
  for (let at = end - 1; at >= 0; at--) {
    const next = at + 1 < end ? (times[at + 1] as number) : upTo;
    after += (next - (times[at] as number)) * (survival[at] as number);
    const had = events[at] as number;
    const left = leftAt(table, at);
    if (had > 0 && left > 0) variance += after * after * (had / ((atRisk[at] as number) * left));
  }
  return { estimate: after + (end > 0 ? (times[0] as number) : upTo), standardError: Math.sqrt(variance) };
}
