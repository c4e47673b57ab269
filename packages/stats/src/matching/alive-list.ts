/** Places along a line, some of them taken: the next that is left on either side, in nearly constant time. */
export class AliveList {
  readonly #left: Int32Array;
  readonly #right: Int32Array;

  /** Places 0 to size - 1, all left. */
  constructor(size: number) {
    // Shifted by one, so that -1 and `size` have a place of their own and end every search.
    this.#left = Int32Array.from({ length: size + 2 }, (_, at) => at);
    this.#right = Int32Array.from(this.#left);
  }

  remove(place: number): void {
    this.#left[place + 1] = place;
    this.#right[place + 1] = place + 2;
  }

  /** The last that is left at or before a place; -1 for none. */
  atOrBefore(place: number): number {
    return find(this.#left, place + 1) - 1;
  }

  /** The first that is left at or after a place; the size for none. */
  atOrAfter(place: number): number {
    return find(this.#right, place + 1) - 1;
  }
}

/** Follows pointers to the end, and lets all that it passed point there (union-find with halved paths). */
function find(parent: Int32Array, from: number): number {
  let at = from;
  for (let above = parent[at] as number; above !== at; above = parent[at] as number) {
    const next = parent[above] as number;
    parent[at] = next;
    at = next;
  }
  return at;
}
