/** The few shapes that every plot is made of. */
import type { Tone } from "./palette.ts";
import { escapeXml, px } from "./svg-document.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextOptions {
  readonly anchor?: "start" | "middle" | "end";
  readonly kind?: "soft" | "head" | "strong";
}

export function text(x: number, y: number, words: string, { anchor = "start", kind }: TextOptions = {}): string {
  return `<text x="${px(x)}" y="${px(y)}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}${kind === undefined ? "" : ` class="${kind}"`}>${escapeXml(words)}</text>`;
}

/** A filled box with its tone's pattern over it and a line around it. */
export function filled({ x, y, width, height }: Box, tone: Tone, hint?: string): string {
  const where = `x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"`;
  const title = hint === undefined ? "" : `<title>${escapeXml(hint)}</title>`;
  return `<g>${title}<rect ${where} class="tone-${tone}"/><rect ${where} class="over-${tone}"/><rect ${where} class="edge"/></g>`;
}

export const line = (x1: number, y1: number, x2: number, y2: number, kind: "edge" | "grid" | "data" | "bound" = "edge"): string => `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" class="${kind}"/>`;

export const path = (points: readonly (readonly [number, number])[], kind: "data" | "bound" | "edge"): string => `<path class="${kind}" d="${points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("")}"/>`;

/** Keys of tones: box and word beside each other, broken into rows. */
export function legend(x: number, y: number, width: number, entries: readonly (readonly [Tone, string])[]): { readonly body: string; readonly height: number } {
  let [at, row] = [x, 0];
  const parts = entries.map(([tone, words]) => {
    const wide = 30 + textWidth(words);
    if (at > x && at + wide > x + width) [at, row] = [x, row + 1];
    const body = filled({ x: at, y: y + row * 24, width: 18, height: 18 }, tone) + text(at + 24, y + row * 24 + 14, words);
    at += wide + 18;
    return body;
  });
  return { body: parts.join(""), height: (row + 1) * 24 };
}

/** About how wide words are at 14 px; fonts differ, so it errs on the wide side. */
export const textWidth = (words: string): number => words.length * 8.2;

/** Breaks words into lines of so many characters. */
export function wrap(words: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Title and, below it, the sentence that says by which method the figures were made. */
export function heading(title: string, sentence: string, width: number): { readonly body: string; readonly height: number } {
  const lines = wrap(sentence, Math.max(30, Math.floor((width - 32) / 6.6)));
  const body = text(16, 28, title, { kind: "head" }) + lines.map((words, at) => text(16, 50 + at * 18, words, { kind: "soft" })).join("");
  return { body, height: 44 + lines.length * 18 + 10 };
}

/** "18.1 %"; what is not zero is not shown as zero: "<0.1 %". */
export const percent = (value: number, digits = 1): string => `${percentFigure(value, digits)} %`;

/** The same without its unit, where that stands elsewhere. */
export function percentFigure(value: number, digits = 1): string {
  const words = (value * 100).toFixed(digits);
  return value > 0 && Number(words) === 0 ? `<${(10 ** -digits).toFixed(digits)}` : words;
}
