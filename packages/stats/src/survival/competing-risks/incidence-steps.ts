/** Incidence of one cause in one group, with its variance, at each of its times. */
import type { CompetingRisksCell } from "./competing-risks-summary.ts";
import { leftAt, type RiskTable, riskTable } from "../risk-table.ts";
import { addPerson, atRr, atZz, letPass, letRise, noMoments, shift } from "./incidence-moments.ts";
import type { CompetingRows } from "./read-competing-rows.ts";

export type IncidenceVariance = "greenwood" | "aalen" | "infinitesimal-jackknife";

/** At the times at which somebody had the cause: between them neither incidence nor its variance changes. */
export interface IncidenceSteps {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly estimate: Float64Array;
  readonly standardError: Float64Array;
  readonly lost: { readonly estimate: number; readonly standardError: number };
}

/** Of one cell: events of any cause at each time, and who is at risk. */
export function allCauses(cell: CompetingRisksCell): RiskTable {
  const events = new Float64Array(cell.times.length);
  for (const one of cell.events) for (let at = 0; at < events.length; at++) events[at] = (events[at] as number) + (one[at] as number);
  return riskTable({ ...cell, events, eventRows: null });
}

/** The rows of a cell by time, where the jackknife must know who entered when. */
export interface LateRows {
  readonly rows: CompetingRows;
  readonly order: Uint32Array;
}

/**
 * F(t): sum over times u up to t of S(u-) d_k / n. What one event more at u does to F(t) is b - a (F(t) - F(u)), with b = S(u-)/n and
 * a = 1/(n - d): b where it is of the cause, a whichever it is. So r (of F) and q (of S, in parts of it) step as moments do.
 */
export function incidenceSteps(cell: CompetingRisksCell, table: RiskTable, cause: number, variance: IncidenceVariance, upTo: number, late: LateRows | null): IncidenceSteps {
  const { times, atRisk, events: all } = table;
  const events = cell.events[cause] as Float64Array;
  let size = 0;
  for (let at = 0; at < events.length; at++) if ((events[at] as number) > 0) size += 1;
  const made = { times: new Float64Array(size), atRisk: new Float64Array(size), events: new Float64Array(size), estimate: new Float64Array(size), standardError: new Float64Array(size) };
  const jackknife = variance !== "infinitesimal-jackknife" ? null : late === null ? alikeJackknife(cell, cause) : lateJackknife(cell, cause, late);
  const moments = noMoments();
  const varianceOf = (place: number): number => (moments[place] as number) + (jackknife?.atRisk(place) ?? 0);
  let [survival, incidence, lostTime, now, to] = [1, 0, 0, 0, 0];
  let lost: { estimate: number; standardError: number } | null = null;
  for (let at = 0; at <= times.length; at++) {
    const time = at < times.length ? (times[at] as number) : Number.POSITIVE_INFINITY;
    if (lost === null && time >= upTo) {
      pass(upTo);
      lost = { estimate: lostTime, standardError: Math.sqrt(Math.max(0, varianceOf(atZz))) };
    }
    if (at === times.length) break;
    // The jackknife looks at each time; the others at those with events.
    const [d, n, had] = [events[at] as number, atRisk[at] as number, all[at] as number];
    if (had === 0 && jackknife === null) continue;
    pass(time);
    const b = survival / n;
    const left = leftAt(table, at);
    const a = left > 0 ? 1 / left : 0;
    const rise = b * d;
    if (rise > 0) {
      letRise(moments, rise);
      jackknife?.rise(rise);
      incidence += rise;
    }
    if (jackknife !== null) jackknife.step(moments, at, time, b, a, d / n, had / n);
    else if (variance === "greenwood") {
      moments[7] = (moments[7] as number) + (b * b * d * (n - d)) / n;
      moments[8] = (moments[8] as number) + (left > 0 ? (b * d) / n : 0);
      moments[9] = (moments[9] as number) + (a * had) / n;
    } else {
      const own = tied(d, n);
      const other = tied(had - d, n);
      moments[7] = (moments[7] as number) + b * b * own;
      moments[8] = (moments[8] as number) + a * b * own;
      moments[9] = (moments[9] as number) + a * a * (own + other);
    }
    survival *= left / n;
    if (d === 0) continue;
    made.times[to] = time;
    made.atRisk[to] = n;
    made.events[to] = d;
    made.estimate[to] = incidence;
    const error = Math.sqrt(Math.max(0, varianceOf(atRr)));
    // What is left where nothing varies is rounding.
    made.standardError[to++] = error < 1e-13 * incidence ? 0 : error;
  }
  return { ...made, lost: lost ?? { estimate: 0, standardError: 0 } };

  function pass(until: number): void {
    const span = until - now;
    if (span <= 0) return;
    letPass(moments, span);
    jackknife?.pass(span);
    lostTime += span * incidence;
    now = until;
  }
}

/** Gray's variance of d tied events: that of drawing without replacement. */
const tied = (d: number, n: number): number => (d > 1 && n > 1 ? d * Math.max(0, 1 - (d - 1) / (n - 1)) : d);

interface Jackknife {
  /** What those at risk add to a sum of squares. */
  readonly atRisk: (place: number) => number;
  readonly pass: (span: number) => void;
  readonly rise: (rise: number) => void;
  /** Those who leave at a time go into `done`, those who stay have less hazard than counted. */
  readonly step: (done: Float64Array, at: number, time: number, b: number, a: number, own: number, any: number) => void;
}

/** All were there from the beginning: those still at risk are all alike, and counts tell all. */
function alikeJackknife({ times, events, censored, eventSquares, censoredSquares }: CompetingRisksCell, cause: number): Jackknife {
  const leaving = eventSquares ?? events;
  const gone = censoredSquares ?? censored;
  // Squared weights of those who stay beyond each time.
  const staying = new Float64Array(times.length);
  for (let at = times.length - 1, sum = 0; at >= 0; at--) {
    staying[at] = sum;
    sum += gone[at] as number;
    for (const one of leaving) sum += one[at] as number;
  }
  let [z, r, q, weight] = [0, 0, 0, 0];
  return {
    atRisk: (place) => weight * (place === atZz ? z * z : r * r),
    pass: (span) => { z += span * r; },
    rise: (rise) => { r -= rise * q; },
    step: (done, at, _time, b, a, own, any) => {
      r -= own * b;
      q -= any * a;
      for (const [of, squares] of leaving.entries()) if ((squares[at] as number) > 0) addPerson(done, squares[at] as number, z, r + (of === cause ? b : 0), q + a);
      if ((gone[at] as number) > 0) addPerson(done, gone[at] as number, z, r, q);
      weight = staying[at] as number;
    },
  };
}

/**
 * Late entry: whoever entered at e lacks what happened up to e. `base` is one who was there from the beginning; one who entered at e
 * differs from it by what `base` was at e, stepped on.
 */
function lateJackknife(cell: CompetingRisksCell, cause: number, { rows, order }: LateRows): Jackknife {
  const { entryTimes, times } = cell;
  const { weight, start, time: ends, causeCodes } = rows;
  const squares = new Float64Array(entryTimes.length);
  const entryOf = new Map<number, number>();
  for (const [at, time] of entryTimes.entries()) entryOf.set(time, at);
  const placeOfRow = (row: number): number => entryOf.get((start?.[row] as number) + 0) as number;
  const square = (row: number): number => (weight === null ? 1 : (weight[row] as number) ** 2);
  for (const row of order) squares[placeOfRow(row)] = (squares[placeOfRow(row)] as number) + square(row);
  // What the base was at each entry: z, r, q, incidence, its integral, the time.
  const held = new Float64Array(6 * entryTimes.length);
  const here = noMoments();
  let [z, r, q, incidence, area, now, next, leaver] = [0, 0, 0, 0, 0, 0, 0, 0];
  const move = (span: number): void => {
    z += span * r;
    area += span * incidence;
    now += span;
    letPass(here, span);
  };
  const enter = (before: number): void => {
    for (; next < entryTimes.length && (entryTimes[next] as number) < before; next++) {
      move((entryTimes[next] as number) - now);
      held.set([z, r, q, incidence, area, now], 6 * next);
      addPerson(here, squares[next] as number, 0, 0, 0);
    }
  };
  return {
    atRisk: (place) => here[place] as number,
    pass: (span) => {
      const until = now + span;
      enter(until);
      move(until - now);
    },
    rise: (rise) => {
      r -= rise * q;
      incidence += rise;
      letRise(here, rise);
    },
    step: (done, at, time, b, a, own, any) => {
      r -= own * b;
      q -= any * a;
      shift(here, -own * b, -any * a);
      for (; leaver < order.length && ends[order[leaver] as number] === times[at]; leaver++) {
        const row = order[leaver] as number;
        const from = 6 * placeOfRow(row);
        const [ze, re, qe, fe, ae, te] = [held[from] as number, held[from + 1] as number, held[from + 2] as number, held[from + 3] as number, held[from + 4] as number, held[from + 5] as number];
        const span = time - te;
        const mine = [z - ze - re * span + qe * (area - ae - fe * span), r - re + qe * (incidence - fe), q - qe] as const;
        const code = causeCodes[row] as number;
        addPerson(here, -square(row), ...mine);
        addPerson(done, square(row), mine[0], mine[1] + (code === cause + 1 ? b : 0), mine[2] + (code > 0 ? a : 0));
      }
    },
  };
}
