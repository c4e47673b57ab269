/** The chance of being under observation still, by which those who had another event stay in the risk set. */

export interface CensoringRows {
  readonly size: number;
  readonly time: Float64Array;
  readonly start: Float64Array | null;
  readonly byStart: Uint32Array | null;
  readonly status: Uint8Array;
  readonly weight: Float64Array | null;
  readonly groups: Uint32Array;
  readonly groupCount: number;
}
export interface CensoringCurves {
  readonly eventTimes: Float64Array;
  readonly eventWeights: Float64Array;
  readonly free: Float64Array;
  readonly freeOwn: Float64Array;
}

/**
 * G(t-): the Kaplan-Meier curve of censoring before t in each group; with late entry times H(t-), the chance to have entered before t,
 * by the same estimate with time reversed (Geskus 2011). Rows are by time.
 */
export function censoringCurves(rows: CensoringRows, ties: "events-at-risk" | "events-gone"): CensoringCurves {
  const { size, time, status, weight, groups, groupCount } = rows;
  const weightOf = (at: number): number => (weight === null ? 1 : (weight[at] as number));
  let distinct = 0;
  for (let at = 0, last = Number.NaN; at < size; at++) if (status[at] === 1 && time[at] !== last) { last = time[at] as number; distinct += 1; }
  const [eventTimes, eventWeights, free, freeOwn] = [new Float64Array(distinct), new Float64Array(distinct), new Float64Array(distinct * groupCount), new Float64Array(size)];
  const atRisk = new Float64Array(groupCount);
  const remaining = new Uint32Array(groupCount);
  for (let at = 0; at < size; at++) remaining[groups[at] as number] = (remaining[groups[at] as number] as number) + 1;
  // Those who enter are added as time goes on; without entry all are there.
  if (rows.start === null) for (let at = 0; at < size; at++) atRisk[groups[at] as number] = (atRisk[groups[at] as number] as number) + weightOf(at);
  const curve = new Float64Array(groupCount).fill(1);
  const [gone, had] = [new Float64Array(groupCount), new Float64Array(groupCount)];
  let entry = 0;
  for (let from = 0, event = -1; from < size; ) {
    const now = time[from] as number;
    for (; rows.start !== null && rows.byStart !== null && entry < size && (rows.start[rows.byStart[entry] as number] as number) < now; entry++) {
      const row = rows.byStart[entry] as number;
      atRisk[groups[row] as number] = (atRisk[groups[row] as number] as number) + weightOf(row);
    }
    gone.fill(0);
    had.fill(0);
    let end = from;
    for (; end < size && time[end] === now; end++) {
      const group = groups[end] as number;
      freeOwn[end] = curve[group] as number;
      remaining[group] = (remaining[group] as number) - 1;
      const list = status[end] === 0 ? gone : had;
      list[group] = (list[group] as number) + weightOf(end);
      if (status[end] !== 1) continue;
      if (event < 0 || eventTimes[event] !== now) {
        eventTimes[++event] = now;
        free.set(curve, event * groupCount);
      }
      eventWeights[event] = (eventWeights[event] as number) + weightOf(end);
    }
    for (let group = 0; group < groupCount; group++) {
      const [censored, events] = [gone[group] as number, had[group] as number];
      if (censored > 0) {
        const n = (atRisk[group] as number) - (ties === "events-gone" ? events : 0);
        curve[group] = (curve[group] as number) * Math.max(0, 1 - censored / n);
      }
      atRisk[group] = Math.max(0, (atRisk[group] as number) - censored - events);
      // After the last time of a group nothing is known of its censoring: those who had another event leave the risk set.
      if (remaining[group] === 0) curve[group] = 0;
    }
    from = end;
  }
  if (rows.start !== null && rows.byStart !== null) timesEntry(rows, rows.start, rows.byStart, eventTimes, free, freeOwn);
  return { eventTimes, eventWeights, free, freeOwn };
}

/** Time reversed: at an entry e those are at risk of it who had entered by e and left after it. */
function timesEntry({ size, time, weight, groups, groupCount }: CensoringRows, start: Float64Array, byStart: Uint32Array, eventTimes: Float64Array, free: Float64Array, freeOwn: Float64Array): void {
  const weightOf = (at: number): number => (weight === null ? 1 : (weight[at] as number));
  const [curve, atRisk, entered] = [new Float64Array(groupCount).fill(1), new Float64Array(groupCount), new Float64Array(groupCount)];
  let [row, event, entry] = [size - 1, eventTimes.length - 1, size - 1];
  // All times at which something is asked or changes, from the last: first what is asked just before t (entries from t on count).
  for (;;) {
    const next = Math.max(row >= 0 ? (time[row] as number) : -1, entry >= 0 ? (start[byStart[entry] as number] as number) : -1);
    if (next < 0) break;
    // Entries at `next`: at risk are those with start <= next < time.
    entered.fill(0);
    for (; entry >= 0 && start[byStart[entry] as number] === next; entry--) {
      const one = byStart[entry] as number;
      entered[groups[one] as number] = (entered[groups[one] as number] as number) + weightOf(one);
    }
    for (let group = 0; group < groupCount; group++) {
      const count = entered[group] as number;
      if (count === 0) continue;
      const left = (atRisk[group] as number) - count;
      // The first entries of all leave nobody: the curve stays above 0 where it is read.
      curve[group] = (curve[group] as number) * (left > 0 ? left / (atRisk[group] as number) : 0);
      atRisk[group] = Math.max(0, left);
    }
    for (; event >= 0 && eventTimes[event] === next; event--) for (let group = 0; group < groupCount; group++) free[event * groupCount + group] = (free[event * groupCount + group] as number) * (curve[group] as number);
    for (; row >= 0 && time[row] === next; row--) {
      const group = groups[row] as number;
      freeOwn[row] = (freeOwn[row] as number) * (curve[group] as number);
      atRisk[group] = (atRisk[group] as number) + weightOf(row);
    }
  }
}
