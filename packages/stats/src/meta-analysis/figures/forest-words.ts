/** A forest plot in words: for who cannot see it, and the key to the signs of risk of bias. */
import { px } from "../../figures/svg-document.ts";
import { text, textWidth } from "../../figures/svg-parts.ts";
import type { EffectAxis } from "./effect-axis.ts";
import { type ForestFigure, riskLevels } from "./forest-figure.ts";
import { effectWords, weightWords } from "./forest-layout.ts";
import type { ForestRow } from "./forest-rows.ts";
import { riskSigns } from "./risk-signs.ts";

/** Every row with its numbers. */
export function describeForest(figure: ForestFigure, rows: readonly ForestRow[], axis: EffectAxis): string {
  const said = rows.flatMap((row): string[] => {
    switch (row.kind) {
      case "gap":
        return [];
      case "heading":
        return [`${row.words}:`];
      case "note":
        return [`${row.words}.`.replace(/\.\.$/u, ".")];
      case "prediction":
        return [`Prediction interval ${effectWords(row, axis)}.`];
      case "pooled":
        return [`${row.pooled.name}: ${effectWords(row, axis)}.`];
      case "study": {
        const { name, cells = [], weights = [], riskOfBias = [], reason } = row.study;
        const counts = cells.map((cell, at) => `${figure.columns?.[at] ?? ""} ${cell}`.trim());
        const shares = weights.map((weight, at) => `${(figure.weightColumns?.[at] ?? "weight").toLowerCase()} ${weightWords(weight)}`);
        const risks = riskOfBias.map((level, at) => (level === null ? "" : `${figure.riskDomains?.[at] ?? "bias"}: ${riskSigns[level].words}`)).filter((one) => one !== "");
        return [`${[`${name}: ${effectWords(row, axis)}`, ...(row.study.estimate === null && reason !== undefined ? [reason] : []), ...counts, ...(row.study.estimate === null ? [] : shares), ...risks].join(", ")}.`];
      }
    }
  });
  return [`Forest plot of ${figure.measure}.`, ...said, figure.method].join(" ");
}

/** What letters and signs of the columns of risk of bias mean. */
export function riskKey(figure: ForestFigure, width: number, top: number): { readonly body: string; readonly bottom: number } {
  const domains = figure.riskDomains ?? [];
  if (domains.length === 0) return { body: "", bottom: top };
  const used = new Set(figure.groups.flatMap(({ studies }) => studies.flatMap(({ riskOfBias = [] }) => riskOfBias)));
  const letters = domains.map((domain, at) => ({ sign: null, words: `${String.fromCodePoint(65 + (at % 26))} ${domain}` }));
  const signs = riskLevels.filter((level) => used.has(level)).map((level) => ({ sign: riskSigns[level], words: riskSigns[level].words }));
  let [x, y] = [16, top + 14];
  const body = [{ sign: null, words: "Risk of bias:" }, ...letters, ...signs].map(({ sign, words }) => {
    const wide = textWidth(words) + (sign === null ? 0 : 24);
    if (x > 16 && x + wide > width - 16) [x, y] = [16, y + 24];
    const mark = sign === null ? "" : `<circle class="tone-${sign.tone}" cx="${px(x + 9)}" cy="${px(y - 5)}" r="9"/><circle class="edge" cx="${px(x + 9)}" cy="${px(y - 5)}" r="9"/>${text(x + 9, y, sign.sign, { anchor: "middle", kind: "strong" })}`;
    const part = mark + text(x + (sign === null ? 0 : 24), y, words, { kind: "soft" });
    x += wide + 16;
    return part;
  });
  return { body: body.join(""), bottom: y + 14 };
}
