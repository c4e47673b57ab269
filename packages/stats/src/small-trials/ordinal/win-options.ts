/** Columns and options of win statistics. */
import { column, columnsOf, mayColumn, mayColumnsOf } from "../../form/columns.ts";
import { choice, level as levelField, mayNumbers, mayWords } from "../../form/option-fields.ts";
import { reference } from "../comparisons/mean-options.ts";

export const winColumns = {
  group: column("text", "one of two groups"),
  outcomes: columnsOf("number", "outcomes by name, the most important first; times for those that stand under `events`, too"),
  events: mayColumnsOf("flag", "for outcomes that are times, under the same name: 1 had the event then, 0 was censored"),
  stratum: mayColumn("text", "stratum: only rows of one stratum are compared"),
} as const;
export const winOptions = {
  smallerWins: mayWords("outcomes of which less is better; of the others more is, and of times a later event"),
  margins: mayNumbers(0, Number.MAX_VALUE, "by how much an outcome must differ to win, one for each outcome; left out: by anything"),
  weights: choice(["mantel-haenszel", "size"], "mantel-haenszel", "weight of a stratum: n m / (n + m), or n + m"),
  reference,
  level: levelField,
} as const;
