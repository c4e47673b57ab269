/** Colours of the plots, for light and dark pages. Text on each fill has at least 4.5 to 1, lines on the page 3 to 1; the test computes it. */

export type Tone = "up" | "stay" | "down" | "stop" | "none" | "first" | "second" | "third" | "fourth";

/** Lines of data beside each other, for which a fill's colour is too faint. */
export type Stroke = "one" | "two" | "three" | "four";

export interface Palette {
  readonly page: string;
  readonly ink: string;
  /** Words of less weight; still 4.5 to 1 on the page. */
  readonly soft: string;
  readonly line: string;
  /** Lines behind data: they carry no meaning alone. */
  readonly grid: string;
  readonly fills: Readonly<Record<Tone, string>>;
  /** 4.5 to 1 on the page. */
  readonly strokes: Readonly<Record<Stroke, string>>;
}

export const lightPalette: Palette = {
  page: "#ffffff",
  ink: "#17202a",
  soft: "#4a5560",
  line: "#5d6873",
  grid: "#dde2e7",
  fills: { up: "#cfe8d5", stay: "#dbe7f5", down: "#fbe0bd", stop: "#f6c9c9", none: "#eceff2", first: "#9cc3e6", second: "#f3c98b", third: "#a9d6b4", fourth: "#d9bfe6" },
  strokes: { one: "#1f5f99", two: "#9a5000", three: "#1d7040", four: "#7b3fa0" },
};

export const darkPalette: Palette = {
  page: "#12171c",
  ink: "#eef2f5",
  soft: "#b6c0c9",
  line: "#8d99a4",
  grid: "#2c353d",
  fills: { up: "#1f4a2d", stay: "#23405f", down: "#5c3f14", stop: "#692828", none: "#262e35", first: "#2f5f8a", second: "#7a5518", third: "#2f6640", fourth: "#5f3f75" },
  strokes: { one: "#7db8ec", two: "#f0b35e", three: "#78cf94", four: "#cf9ee8" },
};

export const strokes = Object.keys(lightPalette.strokes) as readonly Stroke[];
export const tones = Object.keys(lightPalette.fills) as readonly Tone[];

/** Every colour as a variable, light first, dark where the reader's screen is. */
export function paletteCss(scope: string): string {
  const dark = variables(darkPalette);
  return `${scope}{${variables(lightPalette)}color-scheme:light dark}@media (prefers-color-scheme:dark){${scope}{${dark}}}`;
}

function variables({ fills, strokes: lines, ...rest }: Palette): string {
  return [...Object.entries(rest), ...Object.entries(fills), ...Object.entries(lines).map(([name, value]) => [`line-${name}`, value])].map(([name, value]) => `--${name}:${value};`).join("");
}
