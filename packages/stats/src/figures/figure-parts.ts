/** Parts that figures share: title above, the sentence of the method below, marks of estimates. */
import { escapeXml, px } from "./svg-document.ts";
import { type TextOptions, line, text, wrap } from "./svg-parts.ts";

/** What every figure is given. */
export interface FigureWords {
  readonly title: string;
  /** The sentence of the result that says how it was computed; it stands below the picture. */
  readonly method: string;
  /** More sentences below it: what was left out, warnings. */
  readonly notes?: readonly string[];
  /** Begins the ids inside the picture: another one for each picture on a page. */
  readonly id?: string;
}

/** Lines of a size that is kept, also for words that are longer than one. */
export function wrapHard(words: string, most: number): string[] {
  return wrap(words.split(/\s+/u).map((word) => Array.from(word.matchAll(new RegExp(`.{1,${most}}`, "gsu")), ([part]) => part).join(" ")).join(" "), most);
}

const softWidth = 6.7;
/** Of bold words at 17 px: fonts differ, so it errs on the wide side. */
const headWidth = 10.4;

/** The title, broken where it is long. */
export function titleLines(title: string, width: number): { readonly body: string; readonly height: number } {
  const lines = wrapHard(title, Math.max(20, Math.floor((width - 32) / headWidth)));
  return { body: lines.map((words, at) => text(16, 28 + at * 22, words, { kind: "head" })).join(""), height: 20 + lines.length * 22 };
}

/** Method and notes, one paragraph each, from a height on. */
export function footLines({ method, notes = [] }: Pick<FigureWords, "method" | "notes">, top: number, width: number): { readonly body: string; readonly height: number } {
  const most = Math.max(30, Math.floor((width - 32) / softWidth));
  const lines = [method, ...notes].flatMap((sentence) => wrapHard(sentence, most));
  return { body: lines.map((words, at) => text(16, top + 16 + at * 18, words, { kind: "soft" })).join(""), height: lines.length * 18 + 14 };
}

/** Several lines of text below one another, from the height of the first. */
export const textLines = (x: number, y: number, lines: readonly string[], options: TextOptions = {}): string => lines.map((words, at) => text(x, y + at * 16, words, options)).join("");

export const thinLine = (x1: number, y1: number, x2: number, y2: number): string => line(x1, y1, x2, y2, "data").replace('class="data"', 'class="data" style="stroke-width:1.5"');
export const dashedLine = (x1: number, y1: number, x2: number, y2: number): string => line(x1, y1, x2, y2, "bound").replace('class="bound"', 'class="bound" style="stroke-width:1;stroke-dasharray:3 3"');
const closed = (points: readonly (readonly [number, number])[]): string => `M${points.map(([x, y]) => `${px(x)} ${px(y)}`).join("L")}Z`;
/** A filled outline; its class gives the colour. */
export const shape = (points: readonly (readonly [number, number])[], kind: string, hint?: string): string => `<path class="${kind}" d="${closed(points)}"${hint === undefined ? "/>" : `><title>${escapeXml(hint)}</title></path>`}`;
/** Points left or right: an interval goes on beyond what is shown. */
export const arrow = (x: number, y: number, side: "left" | "right"): string => {
  const back = side === "left" ? 8 : -8;
  return shape([[x, y], [x + back, y - 4.5], [x + back, y + 4.5]], "dot");
};
