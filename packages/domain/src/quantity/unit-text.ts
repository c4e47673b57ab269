/** Units as people write them. */

const replacements: readonly (readonly [RegExp, string])[] = [
  [/10\*3\{cells\}/gu, "thousand cells"],
  [/10\*6\{cells\}/gu, "million cells"],
  [/10\*9\{cells\}/gu, "billion cells"],
  [/\{cells\}/gu, "cells"],
  [/10\*(\d+)/gu, "10^$1"],
  [/\[degF\]/gu, "°F"],
  [/\bCel\b/gu, "°C"],
  [/\[in_i\]/gu, "in"],
  [/\[lb_av\]/gu, "lb"],
  [/\[iU\]/gu, "IU"],
  [/\[pH\]/gu, "pH"],
  [/[[\]]/gu, ""],
  [/\bu(?=[gmL])/gu, "µ"],
  [/m2\b/gu, "m²"],
];

/**
 * A UCUM code as it is written on a ward: `10*6{cells}/kg` is `million cells/kg`, `mm[Hg]` is `mmHg`, `Cel` is `°C`.
 * `1` is a plain number and has no text; what is not in the list stays as it is.
 */
export function unitText(unit: string): string {
  if (unit === "1") return "";
  const text = replacements.reduce((soFar, [pattern, replacement]) => soFar.replaceAll(pattern, replacement), unit);
  return text.startsWith("/") ? `per ${text.slice(1)}` : text;
}
