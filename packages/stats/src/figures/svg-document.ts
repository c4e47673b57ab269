/** One SVG document as text: title and description for screen readers, colours by variables, patterns beside colours. */
import { type Tone, paletteCss, strokes, tones } from "./palette.ts";

export interface SvgContent {
  readonly title: string;
  /** What a person who cannot see the picture is told: the figures, not the look. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly body: string;
  /** Begins the ids inside the picture: another one for each picture on a page. "plot" where left out. */
  readonly id?: string;
}

/** What stands in any text of a picture, safe in XML whatever it is. */
export function escapeXml(text: string): string {
  // Control characters are no XML at all, escaped or not.
  const clean = Array.from(text, (one) => ((one.codePointAt(0) ?? 0) < 32 && !"\t\n\r".includes(one) ? " " : one)).join("").replaceAll(/[\uFFFE\uFFFF]|\p{Cs}/gu, " ");
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** A coordinate without digits that nobody sees. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

export function svgDocument(content: SvgContent): string {
  const id = (content.id ?? "plot").replaceAll(/[^A-Za-z0-9_-]/g, "-");
  const scope = `.stroma-${id}`;
  const [width, height] = [px(content.width), px(content.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="stroma-${id}" role="img" aria-labelledby="${id}-title ${id}-description">`,
    `<title id="${id}-title">${escapeXml(content.title)}</title>`,
    `<desc id="${id}-description">${escapeXml(content.description)}</desc>`,
    `<style>${paletteCss(scope)}${rules(scope)}${tones.map((tone) => `${scope} .tone-${tone}{fill:var(--${tone})}${scope} .over-${tone}{fill:url(#${id}-${tone})}`).join("")}${strokes.map((stroke) => `${scope} .line-${stroke}{stroke:var(--line-${stroke});fill:none;stroke-width:2}${scope} .band-${stroke}{fill:var(--line-${stroke});fill-opacity:.15;stroke:none}${scope} .mark-${stroke}{fill:var(--line-${stroke});stroke:var(--page)}`).join("")}</style>`,
    `<defs>${tones.map((tone) => pattern(id, tone)).join("")}</defs>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    content.body,
    "</svg>\n",
  ].join("\n");
}

function rules(scope: string): string {
  return [
    `${scope}{max-width:100%;height:auto;font:14px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}`,
    `${scope} .page{fill:var(--page)}${scope} text{fill:var(--ink)}${scope} .soft{fill:var(--soft);font-size:13px}`,
    `${scope} .head{font-size:17px;font-weight:600}${scope} .strong{font-weight:600}`,
    `${scope} .edge{stroke:var(--line);stroke-width:1;fill:none}${scope} .grid{stroke:var(--grid);stroke-width:1}`,
    `${scope} .data{stroke:var(--ink);stroke-width:2.5;fill:none}${scope} .dot{fill:var(--ink);stroke:var(--page);stroke-width:1.5}${scope} .ring{fill:var(--page);stroke:var(--ink);stroke-width:2}`,
    `${scope} .bound{stroke:var(--ink);stroke-width:2.5;fill:none;stroke-dasharray:7 4}${scope} pattern path,${scope} pattern circle{stroke:var(--line);stroke-opacity:.45;fill:none}`,
  ].join("");
}

/** Each tone has lines of its own, so that it can be told without its colour. */
const hatches: Readonly<Record<Tone, string>> = {
  up: "M0 10L10 0",
  stay: "",
  down: "M0 0L10 10",
  stop: "M0 0L10 10M0 10L10 0",
  none: "",
  first: "",
  second: "M0 10L10 0",
  third: "M5 0V10",
  fourth: "M0 5H10",
};

const pattern = (id: string, tone: Tone): string => `<pattern id="${id}-${tone}" width="10" height="10" patternUnits="userSpaceOnUse">${hatches[tone] === "" ? "" : `<path d="${hatches[tone]}"/>`}</pattern>`;
