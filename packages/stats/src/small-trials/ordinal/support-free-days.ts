/** Days alive and free of support, from spells. */
import { column, type GivenColumns, mayColumn, type MissingRows, readRows } from "../../form/columns.ts";
import { choice, type GivenOptions, level as levelField, number, readOptions } from "../../form/option-fields.ts";
import { type ResultForm, resultOf } from "../../form/result.ts";
import { StatisticRefusal } from "../../form/statistic-refusal.ts";
import { reference } from "../comparisons/mean-options.ts";
import { type ComparedRanks, compareRanks } from "../ranks/compare-ranks.ts";
import { type ComparedWins, compareWins } from "./compare-wins.ts";
import { fitProportionalOdds, type ProportionalOdds } from "./fit-proportional-odds.ts";

export const supportColumns = {
  participant: column("text", "name of the participant; as many rows as there are spells"),
  kind: column("text", "what the row tells: followed (alive and known of, from entry to the day of `to`), support (a spell), death (on the day of `to`)"),
  from: column("amount", "day on which it began, counted from entry as 0; of death the day itself"),
  to: column("amount", "day on which it ended"),
  group: mayColumn("text", "arm of the participant, the same in each row"),
} as const;
export const supportOptions = {
  horizon: number(1, 100_000, 28, "day up to which days are counted"),
  death: choice(["zero", "minus-one"], "zero", "days of those who died by then: 0, or -1, worse than alive without a free day"),
  spells: choice(["all", "last"], "all", "days on support count one by one; or free days begin after the last spell only"),
  count: choice(["duration", "calendar"], "duration", "lengths of spells as they are; or whole days, a day with any support being one of support"),
  reference,
  level: levelField,
} as const;

export interface SupportFreeDays extends ResultForm {
  /** `days` is `null` for those not followed to the horizon, alive as far as known: with the reason. */
  readonly participants: readonly { readonly participant: string; readonly group: string | null; readonly days: number | null; readonly died: boolean; readonly supportDays: number; readonly reason: string | null }[];
  readonly unknown: number;
  /** Of two arms; each `null` where there is no comparison, or it refuses, with its reason. */
  readonly ranks: ComparedRanks | null;
  readonly wins: ComparedWins | null;
  readonly proportionalOdds: ProportionalOdds | null;
  readonly reasons: readonly string[];
  readonly missing: MissingRows;
}

/**
 * Days alive and free of support up to the horizon (ventilator-free days to day 28, for example), one number for each participant, from rows
 * of spells; and two arms compared by Wilcoxon's test, win odds and the proportional odds model.
 *
 * Spells may overlap; what lies after the horizon or after death is not counted. A death on the day of the horizon counts.
 * Throws StatisticRefusal `empty`, `unknown-choice` (a kind that is none), `start-not-before-end` (a spell that ends before it begins),
 * `options-conflict` (a participant in two arms), and as `readRows` and `readOptions`.
 *
 * Source: Schoenfeld et al. 2002, doi 10.1097/00003246-200208000-00016; Yehya et al. 2019, doi 10.1164/rccm.201810-2050CP (recalled).
 *
 * @example deriveSupportFreeDays({ participant: ["p", "p"], kind: ["followed", "support"], from: [0, 2], to: [40, 9.5] }).participants[0].days // 20.5
 */
export function deriveSupportFreeDays(columns: GivenColumns<typeof supportColumns>, options: GivenOptions<typeof supportOptions> = {}): SupportFreeDays {
  const choices = readOptions(supportOptions, options);
  const { columns: { participant, kind, from, to, group }, size, rows, missing } = readRows(supportColumns, columns);
  if (size === 0) throw new StatisticRefusal("empty", "participant", "There are no rows.", "Give a row of kind followed for each participant.");
  const files = new Map<string, Row[]>();
  for (const [row, name] of participant.entries()) {
    const [what, start, end] = [kind[row] as string, from[row] as number, to[row] as number];
    if (what !== "followed" && what !== "support" && what !== "death") throw new StatisticRefusal("unknown-choice", `kind.${(rows[row] as number) + 1}`, `${JSON.stringify(what)} is not known here.`, "Choose one of followed, support, death.");
    if (end < start) throw new StatisticRefusal("start-not-before-end", `to.${(rows[row] as number) + 1}`, `It ends on ${end}, before it begins on ${start}.`, "Give an end that is not before the start.");
    const list = files.get(name) ?? [];
    list.push({ kind: what, from: start, to: end, group: group?.[row] ?? null });
    files.set(name, list);
  }
  const made = Array.from(files, ([name, list]) => {
    const arm = (list[0] as Row).group;
    if (list.some((one) => one.group !== arm)) throw new StatisticRefusal("options-conflict", "group", `${name} stands in two arms.`, "Give one arm for each participant.");
    return { participant: name, group: arm, ...daysOf(list, choices) };
  });
  const known = made.filter((one) => one.days !== null);
  const reasons: string[] = [];
  const compare = <Result>(what: string, run: () => Result): Result | null => {
    try {
      return run();
    } catch (refusal) {
      if (!(refusal instanceof StatisticRefusal)) throw refusal;
      reasons.push(`${what}: ${refusal.message}`);
      return null;
    }
  };
  const [days, arms] = [known.map((one) => one.days as number), known.map((one) => one.group)];
  const { level, reference: last, horizon, death, spells, count } = choices;
  const shared = { level, ...(last === null ? {} : { reference: last }) };
  const two = group !== null;
  if (!two) reasons.push("There are no arms to compare.");
  return resultOf({
    method: `Days alive and free of support to day ${horizon}: ${spells === "all" ? "all days on support taken off" : "days after the last spell of support"}, ${count === "duration" ? "spells by their length" : "in whole days, a day with any support being one of support"}; death by then counts as ${death === "zero" ? "0" : "-1"}; arms compared by Wilcoxon's rank-sum test, win odds and the proportional odds model.`,
    participants: made,
    unknown: made.length - known.length,
    ranks: two ? compare("Ranks", () => compareRanks({ outcome: days, group: arms }, shared)) : null,
    wins: two ? compare("Wins", () => compareWins({ outcomes: { days }, group: arms }, shared)) : null,
    proportionalOdds: two ? compare("Proportional odds", () => fitProportionalOdds({ outcome: days, covariates: { group: arms } }, { level })) : null,
    reasons,
    missing,
  });
}

interface Row {
  readonly kind: "followed" | "support" | "death";
  readonly from: number;
  readonly to: number;
  readonly group: string | null;
}

/** The days of one participant. */
function daysOf(list: readonly Row[], { horizon, death, spells, count }: { readonly horizon: number; readonly death: "zero" | "minus-one"; readonly spells: "all" | "last"; readonly count: "duration" | "calendar" }): { readonly days: number | null; readonly died: boolean; readonly supportDays: number; readonly reason: string | null } {
  const dead = list.filter((one) => one.kind === "death").reduce((first, one) => Math.min(first, one.to), Number.POSITIVE_INFINITY);
  const end = Math.min(horizon, dead);
  const on = list
    .filter((one) => one.kind === "support" && one.from < end)
    .map((one) => (count === "duration" ? { from: one.from, to: Math.min(one.to, end) } : { from: Math.floor(one.from), to: Math.min(Math.max(Math.ceil(one.to), Math.floor(one.from) + 1), Math.ceil(end)) }))
    .toSorted((one, other) => one.from - other.from);
  let [supportDays, reached] = [0, 0];
  for (const spell of on) {
    supportDays += Math.max(0, spell.to - Math.max(reached, spell.from));
    reached = Math.max(reached, spell.to);
  }
  if (dead <= horizon) return { days: death === "zero" ? 0 : -1, died: true, supportDays, reason: null };
  const followed = list.reduce((most, one) => Math.max(most, one.to), 0);
  if (followed < horizon) return { days: null, died: false, supportDays, reason: `Last known of on day ${followed}, before day ${horizon}.` };
  return { days: Math.max(0, horizon - (spells === "all" ? supportDays : reached)), died: false, supportDays, reason: null };
}
