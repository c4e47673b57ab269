/** How curves beside each other are told apart: by colour and by dashes, so that neither is needed alone. */
import type { Stroke } from "../../figures/palette.ts";
import { strokes } from "../../figures/palette.ts";
import { escapeXml, px } from "../../figures/svg-document.ts";
import { text, textWidth } from "../../figures/svg-parts.ts";

export interface CurveStyle {
  readonly stroke: Stroke;
  /** As SVG's stroke-dasharray; empty for a whole line. */
  readonly dashes: string;
}
const dashes = ["", "9 4", "3 3", "12 3 3 3", "14 6"];

/** After four colours the dashes go on: twenty styles before one comes again. */
export const styleOf = (at: number): CurveStyle => ({ stroke: strokes[at % strokes.length] ?? "one", dashes: dashes[(at + Math.floor(at / (strokes.length * dashes.length))) % dashes.length] ?? "" });

export const styledPath = (d: string, { stroke, dashes: dashed }: CurveStyle, hint?: string): string => `<path class="line-${stroke}"${dashed === "" ? "" : ` stroke-dasharray="${dashed}"`} d="${d}"${hint === undefined ? "/>" : `><title>${escapeXml(hint)}</title></path>`}`;

/** A piece of each line with its name, broken into rows. */
export function curveLegend(x: number, y: number, width: number, names: readonly string[]): { readonly body: string; readonly height: number } {
  let [at, row] = [x, 0];
  const parts = names.map((name, index) => {
    const wide = 46 + textWidth(name);
    if (at > x && at + wide > x + width) [at, row] = [x, row + 1];
    const level = y + row * 22 + 9;
    const body = styledPath(`M${px(at)} ${px(level)}H${px(at + 34)}`, styleOf(index)) + text(at + 40, level + 5, name);
    at += wide + 18;
    return body;
  });
  return { body: parts.join(""), height: names.length === 0 ? 0 : (row + 1) * 22 };
}
