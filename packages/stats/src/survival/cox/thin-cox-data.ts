/** Every so-manyth row of Cox data: a start for the iteration that costs little. */
import type { CoxData } from "./cox-data.ts";

/** The rows at every `step`-th place of each stratum, with the same terms, means and spreads; not for results. */
export function thinCoxData(data: CoxData, step: number): CoxData {
  const { bounds, byStart, event } = data;
  const width = data.terms.length;
  const kept: number[] = [];
  const places = new Map<number, number>();
  const thin = new Int32Array(bounds.length);
  for (let stratum = 0; stratum + 1 < bounds.length; stratum++) {
    for (let at = bounds[stratum] as number; at < (bounds[stratum + 1] as number); at += step) {
      if (byStart !== null) places.set(at, kept.length);
      kept.push(at);
    }
    thin[stratum + 1] = kept.length;
  }
  const pick = (values: Float64Array | null): Float64Array | null => (values === null ? null : Float64Array.from(kept, (at) => values[at] as number));
  const values = new Float64Array(kept.length * width);
  for (const [to, at] of kept.entries()) values.set(data.values.subarray(at * width, (at + 1) * width), to * width);
  const events = Uint8Array.from(kept, (at) => event[at] as number);
  return {
    ...data, size: kept.length, values, time: pick(data.time) as Float64Array, start: pick(data.start), event: events, weight: pick(data.weight), offset: pick(data.offset), bounds: thin,
    byStart: byStart === null ? null : Uint32Array.from([...byStart].flatMap((at) => places.get(at) ?? [])),
    order: Uint32Array.from(kept, (at) => data.order[at] as number), events: events.reduce((sum, one) => sum + one, 0),
  };
}
