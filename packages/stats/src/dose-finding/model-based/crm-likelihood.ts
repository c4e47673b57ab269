/** Maximum likelihood in the one-parameter models of the CRM. */
import type { CrmData } from "./crm-data.ts";
import { type CrmModel, logEvent, logNone } from "./crm-model.ts";

export type CrmMaximum =
  | { readonly kind: "found"; readonly a: number; /** Observed information of log a; null at the edge a = 0. */ readonly information: number | null }
  /** No event, or nothing but events: the likelihood rises without end. */
  | { readonly kind: "no-heterogeneity"; readonly all: "none" | "events" };

/** Log likelihood at a. Participants who count in part contribute log(1 - weight p). */
export function crmLogLikelihood(model: CrmModel, data: CrmData, a: number): number {
  let sum = 0;
  for (let at = 0; at < model.scores.length; at++) {
    const events = data.events[at] ?? 0;
    const none = (data.n[at] ?? 0) - events;
    if (events > 0) sum += events * logEvent(model, at, a);
    if (none > 0) sum += none * logNone(model, at, a);
  }
  for (const { dose, weight } of data.partial ?? []) sum += weight === 1 ? logNone(model, dose - 1, a) : Math.log1p(-weight * Math.exp(logEvent(model, dose - 1, a)));
  return sum;
}

/** True once there is at least one event and one participant without: from then on the likelihood has a maximum. */
export function isHeterogeneous(data: CrmData): boolean {
  const events = total(data.events);
  return events > 0 && (total(data.n) > events || (data.partial ?? []).some((one) => one.weight > 0));
}

/** The a > 0 of largest likelihood: the best point of a grid of log a, then the root of the derivative by bisection. */
export function maximiseCrm(model: CrmModel, data: CrmData): CrmMaximum {
  if (!isHeterogeneous(data)) return { kind: "no-heterogeneity", all: total(data.events) > 0 ? "events" : "none" };
  const step = 0.1;
  let best = -20;
  let highest = Number.NEGATIVE_INFINITY;
  for (let b = -20; b <= 12; b += step) {
    const value = crmLogLikelihood(model, data, Math.exp(b));
    if (value > highest) [highest, best] = [value, b];
  }
  if (best === -20) return { kind: "found", a: 0, information: null };
  let low = best - step;
  let high = best + step;
  for (let turn = 0; turn < 80 && high - low > 2e-16 * Math.max(1, Math.abs(low)); turn++) {
    const middle = (low + high) / 2;
    if (scoreOf(model, data, middle) > 0) low = middle;
    else high = middle;
  }
  const b = (low + high) / 2;
  const information = -(scoreOf(model, data, b + 1e-5) - scoreOf(model, data, b - 1e-5)) / 2e-5;
  return { kind: "found", a: Math.exp(b), information: information > 0 ? information : null };
}

/** Derivative of the log likelihood with respect to b = log a. */
function scoreOf(model: CrmModel, data: CrmData, b: number): number {
  const a = Math.exp(b);
  let sum = 0;
  for (let at = 0; at < model.scores.length; at++) {
    const events = data.events[at] ?? 0;
    const none = (data.n[at] ?? 0) - events;
    if (events > 0) sum += events * slopeOfLogP(model, at, a);
    if (none > 0) sum -= none * slopeOfLogP(model, at, a) * Math.exp(logEvent(model, at, a) - logNone(model, at, a));
  }
  for (const { dose, weight } of data.partial ?? []) {
    const p = Math.exp(logEvent(model, dose - 1, a));
    const rest = weight === 1 ? Math.exp(logNone(model, dose - 1, a)) : 1 - weight * p;
    if (weight > 0) sum -= (slopeOfLogP(model, dose - 1, a) * weight * p) / rest;
  }
  return sum;
}

/** d log p / d log a. */
function slopeOfLogP(model: CrmModel, at: number, a: number): number {
  const slope = a * (model.scores[at] ?? 0);
  return model.curve === "empiric" ? slope : slope * Math.exp(logNone(model, at, a));
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
