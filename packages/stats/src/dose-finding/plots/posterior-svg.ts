/** The estimate of each dose level with its interval, against the target. */
import { px, svgDocument } from "../../figures/svg-document.ts";
import { heading, line, percent, text } from "../../figures/svg-parts.ts";

export interface DoseInterval {
  /** From 1. */
  readonly dose: number;
  /** `null` where nothing is known: nobody was followed there, and no model speaks for it. */
  readonly mean: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly n: number;
  readonly events: number;
}

export interface PosteriorPicture {
  readonly title: string;
  /** By what the intervals were made, their level and prior: stands below the title. */
  readonly method: string;
  readonly target?: number;
  readonly id?: string;
}

/**
 * @param doses lowest first. Takes the posterior of each dose level by itself, or of a model.
 * @example posteriorSvg([{ dose: 1, mean: 0.2, lower: 0.01, upper: 0.6, n: 3, events: 0 }], { title: "Posterior", method: "Beta(1, 1) prior, 95 % interval." })
 */
export function posteriorSvg(doses: readonly DoseInterval[], picture: PosteriorPicture): string {
  const column = 120;
  const [left, high] = [64, 280];
  const end = Math.max(440, left + doses.length * column);
  // The target's name stands beside the last interval, not across it.
  const width = end + 120;
  const head = heading(picture.title, picture.method, width);
  const top = head.height + 20;
  const y = (rate: number) => top + high - rate * high;
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map((rate) => line(left, y(rate), end, y(rate), "grid") + text(left - 8, y(rate) + 5, percent(rate, 0), { anchor: "end" })).join("");
  const target = picture.target === undefined ? "" : line(left, y(picture.target), end, y(picture.target), "bound") + text(end + 8, y(picture.target) + 5, `target ${percent(picture.target)}`, { kind: "strong" });
  const drawn = doses.map(({ dose, mean, lower, upper, n, events }, at) => {
    const x = left + at * column + column / 2;
    const below = text(x, top + high + 20, `dose level ${dose}`, { anchor: "middle" }) + text(x, top + high + 38, n === 0 ? "nobody yet" : `${events} of ${n}`, { anchor: "middle", kind: "soft" });
    // Not where the line of the target crosses it.
    if (mean === null) return text(x, y(Math.abs((picture.target ?? 0) - 0.5) < 0.08 ? 0.7 : 0.5) + 5, "unknown", { anchor: "middle", kind: "strong" }) + below;
    const whisker = `<path class="data" d="M${px(x)} ${px(y(lower))}V${px(y(upper))}M${px(x - 9)} ${px(y(lower))}h18M${px(x - 9)} ${px(y(upper))}h18"/>`;
    const shape = `<circle class="${n === 0 ? "ring" : "dot"}" cx="${px(x)}" cy="${px(y(mean))}" r="6"/>`;
    return `<g>${whisker}${shape}</g>${text(x + 12, y(mean) + 5, percent(mean))}${below}`;
  });
  return svgDocument({
    title: picture.title,
    description: `${doses.map(({ dose, mean, lower, upper, n, events }) => mean === null ? `Dose level ${dose}: nobody was followed, unknown.` : `Dose level ${dose}: ${events} of ${n}, estimate ${percent(mean)}, interval ${percent(lower)} to ${percent(upper)}.`).join(" ")} ${picture.method}`,
    width,
    height: top + high + 56,
    body: [head.body, grid, target, ...drawn].join("\n"),
    ...(picture.id === undefined ? {} : { id: picture.id }),
  });
}
