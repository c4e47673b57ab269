/** A matching, for a person in a terminal: the sentence, who was matched, who fell out, the balance. */
import type { MatchedControls, MatchedEffect } from "@stroma/stats";
import { formatTable } from "../design/text-table.ts";

export function formatMatch(result: MatchedControls, effect: MatchedEffect | null): string {
  const { balance, caliper } = result;
  return [
    result.method,
    "",
    `${result.matchedTreated} of ${result.treated} treated have ${result.matchedControls} of ${result.controls} controls (worth ${short(result.effectiveControls)} equally weighted ones).`,
    ...(caliper === null ? [] : [`Caliper: ${short(caliper.width)} on the ${caliper.of.replace("-", " ")}${caliper.standardDeviation === null ? "" : ` (${caliper.multiple} of a standard deviation of ${short(caliper.standardDeviation)})`}.`]),
    ...result.warnings,
    "",
    "Who fell out:",
    formatTable([["step", "treated", "controls", "group unknown", "treated left", "controls left"], ...result.attrition.map(({ reason, treated, controls, unknown, treatedLeft, controlsLeft }) => [reason.replaceAll("-", " "), ...[treated, controls, unknown, treatedLeft, controlsLeft].map(String)])]),
    "",
    "Balance (difference: treated less control; its denominator is of the rows before):",
    formatTable([["", "treated before", "control before", "difference", "treated after", "control after", "difference", "variance ratio", "eCDF mean", "eCDF max", "denominator"], ...balance.rows.map(({ term, before, after, denominator }) => [term, ...[before.meanTreated, before.meanControl, before.difference, after.meanTreated, after.meanControl, after.difference, after.varianceRatio, after.ecdfMean, after.ecdfMax].map(short), denominator === null ? "raw" : short(denominator)])]),
    `Largest difference: ${short(balance.largestBefore)} before, ${short(balance.largestAfter)} after.`,
    ...(effect === null ? [] : ["", effect.method, `${effect.measure.replace("-", " ")}: ${short(effect.estimate)} (${short(effect.interval.lower)} to ${short(effect.interval.upper)}); ${short(effect.meanTreated)} in the treated, ${short(effect.meanControl)} in their controls.`, ...effect.warnings]),
  ].join("\n");
}

/** Four digits; what rounds to nothing keeps its size, but for rounding error itself. */
const short = (value: number | null): string => (value === null ? "-" : Number.isInteger(value) ? String(value) : Math.abs(value) < 1e-12 ? "0" : Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toPrecision(4))));
