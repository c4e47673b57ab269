/** The Love plot: how far apart treated and controls are in each covariate, before matching and after. */
import { px, svgDocument } from "../figures/svg-document.ts";
import { heading, line, text, textWidth } from "../figures/svg-parts.ts";
import type { BalanceTable } from "./assess-balance.ts";

export interface LovePlotOptions {
  /** "Balance before and after matching" where left out. */
  readonly title?: string;
  /** The sentence of the result, shown below the title. */
  readonly method: string;
  /** A line on either side of 0; 0.1 where left out. */
  readonly threshold?: number;
  /** Begins the ids inside the picture. */
  readonly id?: string;
}

const rowHeight = 26;

/**
 * One SVG as text. Rings are before, dots after; terms go by the size of their difference before. A difference that cannot be
 * told is said to be so. Throws RangeError for a threshold that is not above 0.
 *
 * @example lovePlotSvg(matched.balance, { method: matched.method })
 */
export function lovePlotSvg(balance: Pick<BalanceTable, "rows">, { title = "Balance before and after matching", method, threshold = 0.1, id = "love" }: LovePlotOptions): string {
  if (!(threshold > 0 && threshold < Number.POSITIVE_INFINITY)) throw new RangeError(`The threshold must be above 0; got ${threshold}.`);
  const size = (value: number | null) => (value === null ? -1 : Math.abs(value));
  const rows = balance.rows.toSorted((one, other) => size(other.before.difference) - size(one.before.difference));
  const names = rows.map(({ term, kind, denominator }) => shorten(kind === "binary" && denominator === null ? `${term} (raw)` : term));
  const most = Math.max(threshold, ...rows.flatMap(({ before, after }) => [size(before.difference), size(after.difference)]));
  const step = tickStep(most);
  const end = Math.ceil(most / step - 1e-9) * step;
  const labels = Math.min(260, Math.max(90, ...names.map(textWidth)));
  const width = 760;
  const [left, right] = [labels + 32, width - 110];
  const head = heading(title, method, width);
  const top = head.height + 40;
  const bottom = top + rows.length * rowHeight;
  const at = (value: number) => left + ((value + end) / (2 * end)) * (right - left);
  const figure = (value: number | null) => (value === null ? "-" : value.toFixed(2).replace("-", "−"));
  const ticks = Array.from({ length: Math.round((2 * end) / step) + 1 }, (_, tick) => -end + tick * step);
  const body = [
    head.body,
    `<circle class="ring" cx="24" cy="${px(head.height + 12)}" r="5"/>${text(36, head.height + 17, "before")}<circle class="dot" cx="124" cy="${px(head.height + 12)}" r="6"/>${text(136, head.height + 17, `after; dashed lines at ${threshold} either side`)}`,
    ...ticks.map((tick) => line(at(tick), top, at(tick), bottom, "grid") + text(at(tick), bottom + 20, Number(tick.toPrecision(6)).toString().replace("-", "−"), { anchor: "middle", kind: "soft" })),
    line(at(0), top, at(0), bottom, "edge"),
    line(at(-threshold), top, at(-threshold), bottom, "bound"),
    line(at(threshold), top, at(threshold), bottom, "bound"),
    text(width - 62, top - 8, "before", { anchor: "end", kind: "soft" }) + text(width - 12, top - 8, "after", { anchor: "end", kind: "soft" }),
    ...rows.map(({ before, after }, row) => {
      const y = top + (row + 0.5) * rowHeight;
      const [one, other] = [before.difference, after.difference];
      const marks = [
        one === null || other === null ? "" : line(at(one), y, at(other), y, "edge"),
        one === null ? "" : `<circle class="ring" cx="${px(at(one))}" cy="${px(y)}" r="5"/>`,
        other === null ? text(at(0) + 8, y + 5, one === null ? "cannot be told" : "", { kind: "soft" }) : `<circle class="dot" cx="${px(at(other))}" cy="${px(y)}" r="6"/>`,
      ];
      return text(16, y + 5, names[row] ?? "") + marks.join("") + text(width - 62, y + 5, figure(one), { anchor: "end", kind: "soft" }) + text(width - 12, y + 5, figure(other), { anchor: "end", kind: "soft" });
    }),
    text((left + right) / 2, bottom + 42, "standardised mean difference, treated less control", { anchor: "middle", kind: "soft" }),
  ].join("\n");
  const description = `${method} ${rows.map(({ term, before, after }) => `${term}: ${figure(before.difference)} before, ${figure(after.difference)} after`).join("; ")}.`;
  return svgDocument({ title, description, width, height: bottom + 56, body, id });
}

const shorten = (words: string): string => (words.length > 30 ? `${words.slice(0, 29)}…` : words);

/** 1, 2 or 5 of a power of ten, so that there are three to five ticks on a side. */
function tickStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [0.2, 0.5, 1, 2].map((part) => part * power).find((step) => most / step <= 5) ?? 2 * power;
}
