/** Groups a protocol's numbers by the part of the document that holds them, in the order of the document. */
export interface NumberGroup<N> {
  readonly id: string;
  readonly numbers: readonly N[];
}

export function groupNumbers<N extends { readonly path: string }>(numbers: readonly N[]): readonly NumberGroup<N>[] {
  const groups = new Map<string, N[]>();
  for (const number of numbers) {
    const id = number.path.split(/[.[]/u, 1)[0] ?? number.path;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [number]);
    else group.push(number);
  }
  return [...groups].map(([id, held]) => ({ id, numbers: held }));
}
