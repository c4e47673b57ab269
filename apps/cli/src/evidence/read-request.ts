/** What was asked for in words, read against the table: models with their options, groups, order, arms, sides. */
import { type Measure, measureFacts } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import { cellsOf } from "../statistics/fit-columns.ts";
import { readOptionWords } from "../statistics/read-option-words.ts";
import type { Table } from "../statistics/read-table.ts";
import { measureWords } from "./effect-text.ts";
import { type ChosenModel, groupOptions, readModelWords, requireModel, usualModel } from "./pool-models.ts";

/** Each option goes to the models that have it; one that none has is refused. */
export function readModels(words: { readonly model: readonly string[]; readonly option: readonly string[]; readonly measure: Measure; readonly by?: string }): readonly ChosenModel[] {
  const named = readModelWords(words.model);
  const models = (named.length === 0 ? [usualModel(words.measure)] : named).map((key) => requireModel(key, words.measure));
  const optionsOf = (model: ChosenModel) => ({ ...model.method.options, ...(words.by !== undefined && model.inverseVariance ? groupOptions : {}) });
  const every = Object.assign({}, ...models.map(optionsOf)) as ChosenModel["method"]["options"];
  const options = readOptionWords({ options: every }, words.option);
  for (const name of ["measure", "model", "level"]) if (Object.hasOwn(options, name) && !(name === "model" && models.every(({ key }) => key === "glmm"))) throw new CommandRefusal("options-conflict", `--option ${name} stands beside an option of its own.`, `write --${name} instead.`, 2, { path: name });
  return models.map((model) => ({ ...model, options: { ...model.options, ...Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(optionsOf(model), name))) } }));
}

const columnOf = (table: Table, column: string, path: string): readonly unknown[] => {
  const values = table.columns.get(column);
  if (values === undefined) throw new CommandRefusal("no-such-column", `The file has no column "${column}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2, { path });
  return values;
};

/** The group of each row; an empty cell makes the group "(empty)". */
export const readGroups = (table: Table, column: string): readonly string[] => columnOf(table, column, "by").map((value) => (typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value).trim() : "")).map((name) => (name === "" ? "(empty)" : name));

export function readOrder(table: Table, column: string): readonly (number | null)[] {
  return cellsOf("number", columnOf(table, column, "cumulative"), column).map((value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new CommandRefusal("not-a-number", `Column ${column} holds ${JSON.stringify(value)}, which is no number to order by.`, "give years, for example.", 2, { path: "cumulative" });
  });
}

/** "MSC,placebo": names of the treated and of the controls. */
export function readArms(words: string | undefined): readonly [string, string] {
  if (words === undefined) return ["treated", "control"];
  const [treated = "", control = "", ...more] = words.split(",").map((word) => word.trim());
  if (treated === "" || control === "" || more.length > 0) throw new CommandRefusal("usage", `--arms ${words} does not name two arms.`, "write --arms treated,control, for example --arms MSC,placebo.", 2, { path: "arms" });
  return [treated, control];
}

export const betterWords = ["fewer", "more", "unsaid"] as const;
export type BetterWords = (typeof betterWords)[number];
const wanted = /remission|response|surviv|recover|cure|heal|engraft|improve|success|discharge/iu;

/** Events are harms unless their name says otherwise; nobody knows whether a mean should be low or high. */
export function readBetter(words: BetterWords | undefined, measure: Measure, outcomes: readonly unknown[]): BetterWords {
  if (words !== undefined) return words;
  const { shape } = measureFacts(measure);
  return shape === "two-arm-means" || shape === "generic" || outcomes.some((one) => typeof one === "string" && wanted.test(one)) ? "unsaid" : "fewer";
}

/** "Odds ratio (outcome: death; design: not meta-analysis)" */
export function titleOf(given: string | undefined, measure: Measure, conditions: readonly string[]): string {
  if (given !== undefined && given.trim() !== "") return given.trim();
  const head = `Pooled ${measureWords(measure)}`;
  return conditions.length === 0 ? head : `${head} (${sayConditions(conditions).join("; ")})`;
}

/** `outcome_window=28 d|30 d` as "outcome_window: 28 d or 30 d". */
export const sayConditions = (conditions: readonly string[]): readonly string[] =>
  conditions.map((condition) => {
    const { name = condition, sign, values = "" } = /^(?<name>[^=!]+)(?<sign>!?=)(?<values>.*)$/su.exec(condition)?.groups ?? {};
    const list = values.split("|").map((value) => (value === "" ? "(empty)" : value));
    return sign === "!=" ? `${name}: not ${list.join(", nor ")}` : `${name}: ${list.join(" or ")}`;
  });
