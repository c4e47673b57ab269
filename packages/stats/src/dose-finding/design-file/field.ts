/** The kinds of value that a design file knows. One description serves the check and the published JSON Schema. */

export type FieldKind =
  | { readonly kind: "whole"; readonly low: number; readonly high: number }
  | { readonly kind: "number"; readonly low: number; readonly high: number }
  /** Strictly between 0 and 1. */
  | { readonly kind: "fraction" }
  /** From 0 to 1. */
  | { readonly kind: "probability" }
  | { readonly kind: "switch" }
  | { readonly kind: "text" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** A list; with `perDose` it has one entry for each dose level. */
  | { readonly kind: "list"; readonly of: FieldKind; readonly perDose: boolean }
  /** One value for all dose levels, or a list with one entry for each. */
  | { readonly kind: "one-or-list"; readonly of: FieldKind }
  /** A mapping whose keys are those named. */
  | { readonly kind: "group"; readonly fields: Fields };

export interface Field {
  readonly is: FieldKind;
  /** What it means, in words, with its default. */
  readonly says: string;
  readonly required: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

export const may = (is: FieldKind, says: string): Field => ({ is, says, required: false });
export const must = (is: FieldKind, says: string): Field => ({ is, says, required: true });

export const whole = (low: number, high: number): FieldKind => ({ kind: "whole", low, high });
export const number = (low: number, high: number): FieldKind => ({ kind: "number", low, high });
export const fraction: FieldKind = { kind: "fraction" };
export const probability: FieldKind = { kind: "probability" };
export const yesOrNo: FieldKind = { kind: "switch" };
export const words: FieldKind = { kind: "text" };
export const oneOf = (...choices: readonly string[]): FieldKind => ({ kind: "choice", choices });
export const perDose = (of: FieldKind): FieldKind => ({ kind: "list", of, perDose: true });
export const listOf = (of: FieldKind): FieldKind => ({ kind: "list", of, perDose: false });
export const oneOrPerDose = (of: FieldKind): FieldKind => ({ kind: "one-or-list", of });
export const group = (fields: Fields): FieldKind => ({ kind: "group", fields });
