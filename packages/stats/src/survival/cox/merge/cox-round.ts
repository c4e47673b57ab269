/** What goes to and fro when several sites fit one Cox regression without giving away their rows. All of it is plain JSON. */
import type { DesignTerm } from "../../../regression/design-matrix.ts";

/** What a site tells first: no value of any single row. */
export interface CoxSite {
  readonly kind: "cox-site";
  readonly edition: 1;
  readonly rows: number;
  readonly events: number;
  /** Numbers with their mean and sum of squares about it; categories by name. */
  readonly covariates: readonly { readonly name: string; readonly categories: readonly string[] | null; readonly mean: number; readonly squares: number }[];
}

/** What all sites are asked next. */
export interface CoxRound {
  readonly kind: "cox-round";
  readonly edition: 1;
  readonly ties: "efron" | "breslow";
  /** `site`: each site has a baseline hazard of its own; `common`: all have one. */
  readonly baseline: "site" | "common";
  readonly sites: number;
  readonly rows: number;
  readonly terms: readonly DesignTerm[];
  readonly references: Readonly<Record<string, string>>;
  /** Taken from each term, and what it is divided by; `coefficients` are of terms on that scale. */
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  readonly coefficients: readonly number[];
  readonly iteration: number;
  readonly halvings: number;
  /** The iteration has come to its end but for a last look at where it ended. */
  readonly closing: boolean;
  /** The best place so far, and the first. */
  readonly best: { readonly coefficients: readonly number[]; readonly value: number } | null;
  readonly first: { readonly value: number; readonly score: number } | null;
}

/** A site's answer, or that of several merged. */
export interface CoxStepSummary {
  readonly kind: "cox-step";
  readonly edition: 1;
  readonly iteration: number;
  readonly coefficients: readonly number[];
  readonly events: number;
  /** Log-likelihood, gradient and Hessian row after row; zeros with a common baseline. */
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly number[];
  /** With a common baseline: sums by stratum and distinct time; empty otherwise. */
  readonly strata: readonly CoxStratumSums[];
}

/** With p terms and k = 1 + p + p (p + 1) / 2 sums: of risks, of risks times terms, of risks times products of terms (upper triangle). */
export interface CoxStratumSums {
  readonly stratum: string;
  /** Distinct times at which rows end, rising; for each rows, k sums over them, k sums over those with the event, events, their weights, their weighted linear predictors, p weighted terms. */
  readonly times: readonly number[];
  readonly ends: readonly number[];
  /** Distinct times at which rows enter; for each rows and k sums over them. */
  readonly startTimes: readonly number[];
  readonly starts: readonly number[];
}

export const sumsOf = (width: number): number => 1 + width + (width * (width + 1)) / 2;
export const endWidth = (width: number): number => 1 + 2 * sumsOf(width) + 3 + width;
export const startWidth = (width: number): number => 1 + sumsOf(width);
