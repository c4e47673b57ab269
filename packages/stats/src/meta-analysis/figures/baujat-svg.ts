/** A Baujat plot: which studies make the heterogeneity, and which move the pooled effect. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { svgDocument } from "../../figures/svg-document.ts";
import { type FigureWords, footLines, titleLines } from "../../figures/figure-parts.ts";
import { pointNames } from "./point-names.ts";
import { dot, figureWords, fromZero, scatterFrame, scatterWidth } from "./scatter-frame.ts";

export interface BaujatFigure extends FigureWords {
  readonly names: ArrayLike<string>;
  /** Contribution to Q. */
  readonly contributions: ArrayLike<number>;
  /** Squared standardised change of the pooled effect without the study. */
  readonly influences: ArrayLike<number>;
}

/**
 * A Baujat plot as SVG text. Coordinates come from the sensitivity analysis. Names stand beside the points that matter most, as far
 * as there is room; every point has its own as a hint, and all are in the description. Throws StatisticRefusal `empty`, `lengths-differ`
 * and `negative`.
 * @example baujatSvg({ title: "Baujat", method: result.method, names: ["a", "b"], contributions: [0.4, 3.1], influences: [0.1, 0.8] })
 */
export function baujatSvg(figure: BaujatFigure): string {
  const { names, contributions, influences } = figure;
  if (contributions.length === 0) throw new StatisticRefusal("empty", "contributions", "There is no study to draw.", "Give at least one.");
  if (names.length !== contributions.length || influences.length !== contributions.length) throw new StatisticRefusal("lengths-differ", "influences", `There are ${contributions.length} contributions, ${influences.length} influences and ${names.length} names.`, "Give as many of each.");
  const points = Array.from(contributions, (contribution, at) => ({ name: names[at] ?? String(at + 1), contribution, influence: influences[at] ?? 0 }));
  for (const [at, { contribution, influence }] of points.entries()) if (!(contribution >= 0 && influence >= 0 && contribution + influence < Infinity)) throw new StatisticRefusal("negative", `contributions.${at + 1}`, `${contribution} and ${influence} are no squares.`, "Give a contribution and an influence of 0 or more.");
  const head = titleLines(figure.title, scatterWidth);
  const across = fromZero("Contribution to Q", points.map(({ contribution }) => contribution));
  const up = fromZero("Influence on the pooled effect (squared, standardised)", points.map(({ influence }) => influence));
  const frame = scatterFrame(across, up, head.height);
  const placed = points.map((point) => ({ ...point, x: frame.x(point.contribution), y: frame.y(point.influence), radius: 5, far: across.place(point.contribution) + up.place(point.influence) }));
  const hint = ({ name, contribution, influence }: (typeof points)[number]) => `${name}: contribution ${figureWords(contribution)}, influence ${figureWords(influence)}`;
  const labelled = placed.toSorted((one, other) => other.far - one.far).slice(0, 15);
  const body = [head.body, frame.behind, frame.axes, placed.map((point) => dot(point.x, point.y, 5, hint(point))).join(""), pointNames(labelled, { left: frame.box.x, right: frame.box.x + frame.box.width, top: frame.box.y - 8, bottom: frame.box.y + frame.box.height + 9 }, placed)];
  const foot = footLines(figure, frame.bottom, scatterWidth);
  return svgDocument({ title: figure.title, description: `Baujat plot, ${points.length} studies. ${points.map(hint).join("; ")}. ${figure.method}`, width: scatterWidth, height: frame.bottom + foot.height, body: [...body, foot.body].join("\n"), ...(figure.id === undefined ? {} : { id: figure.id }) });
}
