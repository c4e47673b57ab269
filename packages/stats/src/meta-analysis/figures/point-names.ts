/** Names beside points, none on another. */
import { text, textWidth } from "../../figures/svg-parts.ts";

export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
}
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Puts names in the order given; one that finds no free place is left to the description and the hint of its point. */
export function pointNames(points: readonly NamedPoint[], bounds: Box, others: readonly { readonly x: number; readonly y: number; readonly radius: number }[] = points): string {
  const taken: Box[] = others.map(({ x, y, radius }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
  return points
    .map(({ x, y, radius, name }) => {
      const words = name.length > 32 ? `${name.slice(0, 31)}…` : name;
      const width = textWidth(words) * 0.94;
      const places = [[x + radius + 4, y + 5], [x - radius - 4 - width, y + 5], [x - width / 2, y - radius - 5], [x - width / 2, y + radius + 15], [x + radius + 2, y - radius - 4], [x - radius - 2 - width, y - radius - 4]] as const;
      const own = (box: Box) => box.left === x - radius && box.top === y - radius && box.right === x + radius;
      const found = places.map(([left, base]) => ({ left, right: left + width, top: base - 12, bottom: base + 3 })).find((box) => box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom && taken.every((other) => own(other) || !touch(box, other)));
      if (found === undefined) return "";
      taken.push(found);
      return text(found.left, found.bottom - 3, words, { kind: "soft" });
    })
    .join("");
}

const touch = (one: Box, other: Box): boolean => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
