/** Exact upper limits where nobody had the event, for a person. */
import type { ZeroEventsBound } from "@stroma/stats";
import { levelText, plain } from "./effect-text.ts";

const names = { only: "all", treated: "treated", controls: "control" } as const;

export function sayBounds({ kind, level, studies, arms, method, ratioReason }: ZeroEventsBound): readonly string[] {
  const limit = (value: number): string => (kind === "risk" ? `${Number((100 * value).toPrecision(2))} %` : plain(value));
  const lines = arms.map(({ arm, size, upper, upperLargestStudy }) => {
    const whom = kind === "risk" ? `Nobody of ${size} (${names[arm]}) had it: the risk` : `No event in ${Number(size.toPrecision(6))} of person-time (${names[arm]}): the rate`;
    return `${whom} is below ${limit(upper)} (one-sided ${levelText(level)}, exact${studies === 1 ? "" : `, if one ${kind} holds in all studies; below ${limit(upperLargestStudy)} by the largest study alone`}).`;
  });
  return [...lines, ...(arms.length > 1 ? [ratioReason] : []), method];
}
