/**
 * A decision is a value that carries its reasons. Nothing in Stroma answers a clinical question with a bare boolean.
 */
import type { Source } from "../protocol/source.ts";

/** The rule that spoke, in the edition that was in force. */
export interface RuleReference {
  /** Stable identifier, for example `start-permission` or `limit.infusion-rate-maximum`. */
  readonly id: string;
  /** Edition of the rule: a protocol version, a publication, or the version of Stroma's own rule. */
  readonly edition: string;
}

/** A plain value that a rule saw. `null` says: unknown. */
export type Seen = string | number | boolean | null;

/**
 * One reason. `code` is closed vocabulary (see `decision/reason-catalogue.ts`); the text for a person is made from
 * `code` and `saw` by a catalogue, so that it can be translated.
 */
export interface Reason {
  readonly code: string;
  /** Where the reason points: `bag.B-001`, `baseline.heart-rate`, `consent`. Dots, no personal data. */
  readonly path: string;
  readonly rule: RuleReference;
  /** Source of the number or the rule; `null` where the rule is Stroma's own logic. */
  readonly source: Source | null;
  /** What the rule saw, by name; numbers stand beside their unit: `{ value: 7, unit: "mL/min", limit: 5 }`. */
  readonly saw: Readonly<Record<string, Seen>>;
}

/** A verdict with every reason, not only the first. */
export interface Decision {
  readonly outcome: "allowed" | "refused";
  readonly rule: RuleReference;
  /** Unmet conditions when refused; empty when allowed. */
  readonly reasons: readonly Reason[];
  /** Conditions that were met, for the record and for the display of "why". */
  readonly met: readonly Reason[];
}

/** An assessment that may be not assessable; unknown is never normal. */
export type Assessment<T> =
  | { readonly assessable: true; readonly value: T; readonly rule: RuleReference; readonly reasons: readonly Reason[] }
  | { readonly assessable: false; readonly rule: RuleReference; readonly because: readonly Reason[] };
