/** Goes through the times of events of Cox data, from the last to the first of each stratum, with the sums over those at risk. */
import type { CoxData } from "./cox-data.ts";
import { type RiskSums, addRow, clearSums, riskSums } from "./risk-sums.ts";

export interface EventsAtTime {
  readonly stratum: number;
  readonly time: number;
  /** Rows of that time are from `first` up to, without, `end`. */
  readonly first: number;
  readonly end: number;
  /** Events, and their weights. */
  readonly events: number;
  readonly shares: number;
  /** Sums over those at risk, and over those with the event; used again for the next time. */
  readonly atRisk: RiskSums;
  readonly tied: RiskSums;
}

/** `risks`: exp of each row's linear predictor, without its weight. */
export function walkEvents({ values, time, start, event, weight, bounds, byStart, terms }: CoxData, risks: Float64Array, visit: (at: EventsAtTime) => void): void {
  const width = terms.length;
  const [atRisk, tied] = [riskSums(width), riskSums(width)];
  for (let stratum = bounds.length - 2; stratum >= 0; stratum--) {
    const from = bounds[stratum] as number;
    let entry = (bounds[stratum + 1] as number) - 1;
    let count = 0;
    clearSums(atRisk);
    for (let at = (bounds[stratum + 1] as number) - 1; at >= from; ) {
      const now = time[at] as number;
      if (start !== null && byStart !== null) {
        for (; entry >= from && (start[byStart[entry] as number] as number) >= now; entry--) {
          const row = byStart[entry] as number;
          atRisk.zero -= (risks[row] as number) * (weight?.[row] ?? 1);
          addRow(atRisk, values, row * width, -(risks[row] as number) * (weight?.[row] ?? 1));
          count -= 1;
        }
        if (count === 0) clearSums(atRisk);
      }
      let [events, shares] = [0, 0];
      clearSums(tied);
      const end = at + 1;
      for (; at >= from && time[at] === now; at--) {
        const share = weight?.[at] ?? 1;
        const risk = share * (risks[at] as number);
        atRisk.zero += risk;
        addRow(atRisk, values, at * width, risk);
        count += 1;
        if (event[at] === 0) continue;
        events += 1;
        shares += share;
        tied.zero += risk;
        addRow(tied, values, at * width, risk);
      }
      if (events > 0) visit({ stratum, time: now, first: at + 1, end, events, shares, atRisk, tied });
    }
  }
}
