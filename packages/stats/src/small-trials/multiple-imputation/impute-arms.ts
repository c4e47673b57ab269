/** Imputations of a whole trial, or of each arm alone. */
import type { ImputedSet } from "./chain-column.ts";
import { type ImputedColumn, rowsOfChain } from "./read-imputed.ts";
import { type ChainSettings, runChains } from "./run-chains.ts";

/** What is done when all is imputed; the rest is analysis. */
const partOfWay = 0.6;

/** All rows together, or arm by arm, each with streams of its own. */
export function* imputeArms(read: readonly ImputedColumn[], arm: readonly string[], arms: readonly string[], { within, ...settings }: ChainSettings & { readonly within: "all" | "arm" }): Generator<{ readonly done: number }, readonly ImputedSet[]> {
  if (within === "all") return yield* scaled(runChains(read.map(({ chain }) => chain), settings), 0, partOfWay);
  const parts: (readonly ImputedSet[])[] = [];
  for (const [at, name] of arms.entries()) {
    const rows = Array.from(arm.keys()).filter((row) => arm[row] === name);
    parts.push(yield* scaled(runChains(read.filter(({ role }) => role !== "arm").map(({ chain }) => rowsOfChain(chain, rows)), { ...settings, firstStream: at * settings.imputations }), (partOfWay * at) / arms.length, partOfWay / arms.length));
  }
  // Gaps of a column stand in the order of rows, those of an arm in the order of its own.
  return Array.from({ length: settings.imputations }, (_, at) => {
    const joined = <Value>(pick: (set: ImputedSet, path: string) => ArrayLike<Value> | undefined) => new Map(read.filter(({ chain }) => chain.gaps.length > 0).map(({ path, chain }): readonly [string, readonly Value[]] => {
      const next = new Map(arms.map((name) => [name, 0]));
      return [path, chain.gaps.flatMap((row) => {
        const [name, place] = [arm[row] as string, next.get(arm[row] as string) ?? 0];
        next.set(name, place + 1);
        const value = pick((parts[arms.indexOf(name)] as readonly ImputedSet[])[at] as ImputedSet, path)?.[place];
        return value === undefined ? [] : [value];
      })];
    }));
    return { filled: new Map([...joined((set, path) => set.filled.get(path))].map(([path, values]) => [path, Float64Array.from(values)])), drawnFrom: joined((set, path) => set.drawnFrom.get(path)) };
  });
}

function* scaled<Result>(steps: Generator<{ readonly done: number }, Result>, from: number, share: number): Generator<{ readonly done: number }, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield { done: from + share * step.value.done };
  }
}
