/** Options of a method, described once: the description gives their types, their check, their defaults and their JSON Schema. */
import { StatisticRefusal } from "./statistic-refusal.ts";

interface Described<Otherwise> {
  /** What it means, in words. */
  readonly says: string;
  /** What holds where it is left out; `null`: the method decides, as `says` tells. */
  readonly otherwise: Otherwise;
}
export interface ChoiceField<Choice extends string = string> extends Described<Choice | null> {
  readonly kind: "choice";
  readonly choices: readonly Choice[];
}
export interface NumberField<Otherwise extends number | null = number | null> extends Described<Otherwise> {
  readonly kind: "number" | "whole" | "fraction";
  readonly low: number;
  readonly high: number;
}
export interface SwitchField extends Described<boolean> {
  readonly kind: "switch";
}
export interface NumbersField extends Described<readonly number[] | null> {
  readonly kind: "numbers";
  readonly low: number;
  readonly high: number;
}
export interface WordsField extends Described<readonly string[] | null> {
  readonly kind: "words";
}
export interface WordField extends Described<string | null> {
  readonly kind: "word";
}
export type OptionField = ChoiceField | NumberField | SwitchField | NumbersField | WordsField | WordField;
export type OptionFields = Readonly<Record<string, OptionField>>;

type ValueOf<Field extends OptionField> = Field extends ChoiceField<infer Choice> ? Choice : Field extends NumberField ? number : Field extends SwitchField ? boolean : Field extends NumbersField ? readonly number[] : Field extends WordsField ? readonly string[] : string;
/** What a caller may give. */
export type GivenOptions<Fields extends OptionFields> = { readonly [Key in keyof Fields]?: ValueOf<Fields[Key]> | undefined };
/** The same with the defaults filled in. */
export type ReadOptions<Fields extends OptionFields> = { readonly [Key in keyof Fields]: ValueOf<Fields[Key]> | (null extends Fields[Key]["otherwise"] ? null : never) };

export const choice = <const Choice extends string>(choices: readonly Choice[], otherwise: NoInfer<Choice>, says: string) => ({ kind: "choice", choices, otherwise, says }) as const satisfies ChoiceField<Choice>;
export const mayChoose = <const Choice extends string>(choices: readonly Choice[], says: string) => ({ kind: "choice", choices, otherwise: null, says }) as const satisfies ChoiceField<Choice>;
export const number = (low: number, high: number, otherwise: number, says: string): NumberField<number> => ({ kind: "number", low, high, otherwise, says });
export const mayNumber = (low: number, high: number, says: string): NumberField<null> => ({ kind: "number", low, high, otherwise: null, says });
export const whole = (low: number, high: number, otherwise: number, says: string): NumberField<number> => ({ kind: "whole", low, high, otherwise, says });
export const mayWhole = (low: number, high: number, says: string): NumberField<null> => ({ kind: "whole", low, high, otherwise: null, says });
/** Strictly between 0 and 1. */
export const fraction = (otherwise: number, says: string): NumberField<number> => ({ kind: "fraction", low: 0, high: 1, otherwise, says });
export const yesOrNo = (otherwise: boolean, says: string): SwitchField => ({ kind: "switch", otherwise, says });
export const mayNumbers = (low: number, high: number, says: string): NumbersField => ({ kind: "numbers", low, high, otherwise: null, says });
export const mayWords = (says: string): WordsField => ({ kind: "words", otherwise: null, says });
export const mayWord = (says: string): WordField => ({ kind: "word", otherwise: null, says });
/** The level of confidence of intervals. */
export const level = fraction(0.95, "level of confidence of the intervals");

/**
 * The options with their defaults; `undefined` is as good as left out.
 * Throws StatisticRefusal `unknown-option`, `unknown-choice`, `out-of-range`, `not-whole` or `not-a-number`.
 *
 * @example readOptions({ level }, {}) // { level: 0.95 }
 */
export function readOptions<const Fields extends OptionFields>(fields: Fields, given: GivenOptions<Fields> = {}): ReadOptions<Fields> {
  if (typeof given !== "object" || given === null) throw new StatisticRefusal("not-a-number", "options", "The options are no object.", "Give names and values, or nothing.");
  const known = Object.keys(fields);
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(fields, key)) throw new StatisticRefusal("unknown-option", key, "There is no such option here.", known.length === 0 ? "Take it out." : `Take it out. Options are ${known.join(", ")}.`);
  }
  const read = known.map((key) => {
    const value = (given as Readonly<Record<string, unknown>>)[key];
    const field = fields[key] as OptionField;
    if (value !== undefined && !(value === null && field.otherwise === null)) requireFit(key, value, field);
    return [key, value ?? field.otherwise];
  });
  return Object.fromEntries(read) as ReadOptions<Fields>;
}

function requireFit(key: string, value: unknown, field: OptionField): void {
  switch (field.kind) {
    case "choice":
      if (!field.choices.includes(value as string)) throw new StatisticRefusal("unknown-choice", key, `${show(value)} is not known here.`, `Choose one of ${field.choices.join(", ")}.`);
      return;
    case "switch":
      if (typeof value !== "boolean") throw new StatisticRefusal("unknown-choice", key, `${show(value)} is neither true nor false.`, "Give true or false.");
      return;
    case "word":
      if (typeof value !== "string" || value === "") throw new StatisticRefusal("unknown-choice", key, `${show(value)} is no text.`, "Give a text.");
      return;
    case "words":
      if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) throw new StatisticRefusal("unknown-choice", key, `${show(value)} is no list of texts.`, "Give a list of texts.");
      return;
    case "numbers":
      if (!Array.isArray(value)) throw new StatisticRefusal("not-a-number", key, `${show(value)} is no list of numbers.`, "Give a list of numbers.");
      for (const [at, one] of value.entries()) requireNumber(`${key}.${at + 1}`, one, field);
      return;
    case "number":
    case "whole":
    case "fraction":
      requireNumber(key, value, field);
  }
}

function requireNumber(key: string, value: unknown, { kind, low, high }: NumberField | NumbersField): void {
  const wanted = kind === "fraction" ? "Give a number above 0 and below 1, for example 0.95." : `Give a ${kind === "whole" ? "whole " : ""}number from ${low} to ${high}.`;
  if (typeof value !== "number" || Number.isNaN(value)) throw new StatisticRefusal("not-a-number", key, `${show(value)} is not a number.`, wanted);
  if (kind === "whole" && !Number.isInteger(value)) throw new StatisticRefusal("not-whole", key, `${value} is not a whole number.`, wanted);
  if (kind === "fraction" ? value <= 0 || value >= 1 : value < low || value > high) throw new StatisticRefusal("out-of-range", key, `${value} is out of range.`, wanted);
}

const show = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value)).slice(0, 60);
