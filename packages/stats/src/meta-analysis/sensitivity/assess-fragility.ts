/** How many events would have to be otherwise for significance to change: one table, each on its own. */
import { type GivenColumns, type MissingRows, readRows } from "../../form/columns.ts";
import { choice, fraction, type GivenOptions, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { twoArmCounts } from "../effect-sizes/study-columns.ts";
import { fisherPValues } from "../../proportions/exact-tests/fisher-p-values.ts";

export const fragilityColumns = twoArmCounts;
export const fragilityOptions = {
  rule: choice(["fewer-events", "any-arm"], "fewer-events", "which outcomes may be changed: non-events to events in the arm with fewer events (Walsh; for a table that is not significant, events taken away there, or added in the other), or any outcome of either arm, the fewest in all"),
  alpha: fraction(0.05, "significance is a two-sided Fisher p-value below this"),
} as const;

export interface StudyFragility {
  readonly study: string;
  readonly row: number;
  readonly pValue: number;
  readonly significant: boolean;
  /** Outcomes to change; `null` where no change of that kind turns significance, and above 2,000. */
  readonly index: number | null;
  /** Index over participants. */
  readonly quotient: number | null;
  /** The table after the change. */
  readonly changed: { readonly treatedEvents: number; readonly controlEvents: number; readonly pValue: number } | null;
  readonly reason: string | null;
}
export interface FragilityResult extends ResultForm {
  readonly studies: readonly StudyFragility[];
  readonly missing: MissingRows;
}

/**
 * Fragility index of each two-arm table: the fewest outcomes to change until a two-sided Fisher p-value is on the other side of alpha.
 * A small index says that few events carry the finding; it grows with the size of a trial and is no measure of effect.
 *
 * Significant tables: how many more events the arm with fewer events would need. Others (reverse fragility): the same arm loses
 * events; where that runs out the other arm gains them. Equal event counts: the arm with the lower risk; equal risks: the treated.
 * Throws StatisticRefusal `empty`, `events-above-n`, `out-of-range` (events that could fall on the arms in more than 10,000 ways), and as `readRows` does.
 *
 * Source: Walsh et al. 2014, J Clin Epidemiol 67:622, doi 10.1016/j.jclinepi.2013.10.019 (recalled). R: `fisher.test` in a loop.
 *
 * @example assessFragility({ treatedEvents: [1], treatedTotal: [20], controlEvents: [9], controlTotal: [20] }).studies[0]?.index // 1
 */
export function assessFragility(columns: GivenColumns<typeof fragilityColumns>, options: GivenOptions<typeof fragilityOptions> = {}): FragilityResult {
  const { rule, alpha } = readOptions(fragilityOptions, options);
  const read = readRows(fragilityColumns, columns);
  if (read.size === 0) throw new StatisticRefusal("empty", "columns", "There is no complete row.", "Give at least one two-arm table.");
  const { study, treatedEvents, treatedTotal, controlEvents, controlTotal } = read.columns;
  const studies = Array.from(read.rows, (row, at): StudyFragility => {
    const table: Table = [treatedEvents[at] ?? 0, treatedTotal[at] ?? 0, controlEvents[at] ?? 0, controlTotal[at] ?? 0];
    if (table[0] > table[1] || table[2] > table[3]) throw new StatisticRefusal("events-above-n", `${table[0] > table[1] ? "treatedEvents" : "controlEvents"}.${row + 1}`, "There are more events than participants.", "Check the counts.", { row: row + 1 });
    requireFewTables(table, row);
    // Two-sided: all tables no more probable than the one seen, as in R's fisher.test.
    const pValueOf = fisherPValues(table[1], table[3], "two-sided");
    const pValue = pValueOf(table[0], table[2]);
    const significant = pValue < alpha;
    const found = rule === "fewer-events" ? oneArm(table, significant, alpha, pValueOf) : anyArm(table, significant, alpha, pValueOf);
    return { study: study?.[at] ?? String(row + 1), row: row + 1, pValue, significant, index: found?.index ?? null, quotient: found === null ? null : found.index / (table[1] + table[3]), changed: found?.changed ?? null, reason: found === null ? reasonOf(table, significant) : null };
  });
  return resultOf({
    method: `Fragility index by two-sided Fisher tests at ${alpha}: ${rule === "fewer-events" ? "outcomes changed in the arm with fewer events (Walsh), reverse where not significant" : "the fewest outcomes changed in either arm, by enumeration"}.`,
    studies,
    missing: read.missing,
  });
}

/** Each change of an outcome makes the p-values of all tables with its margins: more would take minutes. */
const mostTables = 10_000;
function requireFewTables([a, n1, c, n2]: Table, row: number): void {
  const tables = Math.min(n1, a + c) - Math.max(0, a + c - n2) + 1;
  if (tables > mostTables) throw new StatisticRefusal("out-of-range", `treatedEvents.${row + 1}`, `Events could have fallen on the arms in ${tables} ways, and fragility is counted up to ${mostTables}.`, "Leave the study out: with so many events no single outcome matters.", { row: row + 1, tables });
}

/** More outcomes to change than these are not looked for: nobody would call the table fragile. */
const mostChanges = 2_000;
const reasonOf = ([, n1, , n2]: Table, significant: boolean): string => `No such change${n1 + n2 > mostChanges ? ` of at most ${mostChanges} outcomes` : ""} makes the table ${significant ? "lose" : "reach"} significance.`;

type Table = readonly [treatedEvents: number, treatedTotal: number, controlEvents: number, controlTotal: number];
type PValueOf = (treatedEvents: number, controlEvents: number) => number;
type Found = { readonly index: number; readonly changed: NonNullable<StudyFragility["changed"]> } | null;

function oneArm([a, n1, c, n2]: Table, significant: boolean, alpha: number, pValueOf: PValueOf): Found {
  const treatedFewer = a < c || (a === c && a * n2 <= c * n1);
  let [treated, control] = [a, c];
  for (let index = 1; index <= mostChanges; index++) {
    if (significant) {
      if (treatedFewer) treated += 1;
      else control += 1;
    } else if (treatedFewer) {
      if (treated > 0) treated -= 1;
      else control += 1;
    } else if (control > 0) control -= 1;
    else treated += 1;
    if (treated > n1 || control > n2) return null;
    const pValue = pValueOf(treated, control);
    if (pValue < alpha !== significant) return { index, changed: { treatedEvents: treated, controlEvents: control, pValue } };
  }
  return null;
}

/** All tables at a distance of 1, then 2…; of equally near ones that with the p-value farthest across. */
function anyArm([a, n1, c, n2]: Table, significant: boolean, alpha: number, pValueOf: PValueOf): Found {
  for (let index = 1; index <= Math.min(mostChanges, n1 + n2); index++) {
    let best: Found = null;
    for (let part = -index; part <= index; part++) {
      const rest = index - Math.abs(part);
      for (const other of rest === 0 ? [0] : [-rest, rest]) {
        const [treated, control] = [a + part, c + other];
        if (treated < 0 || treated > n1 || control < 0 || control > n2) continue;
        const pValue = pValueOf(treated, control);
        if (pValue < alpha !== significant && (best === null || (significant ? pValue > best.changed.pValue : pValue < best.changed.pValue))) best = { index, changed: { treatedEvents: treated, controlEvents: control, pValue } };
      }
    }
    if (best !== null) return best;
  }
  return null;
}
