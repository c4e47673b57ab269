import { describe, test } from "vitest";
import reference from "../../../../../validation/followup/multi-state.json" with { type: "json" };
import { estimateMultiState, type MultiState } from "../../../src/survival/multi-state/estimate-multi-state.ts";
import { checkFigure } from "../../check-figure.ts";

type Figures = readonly (number | null)[];
interface Kind {
  /** From each state to each, a row after the other, at each time. */
  readonly at: Readonly<Record<string, { readonly P: Figures; readonly error: Figures }>>;
  readonly los: Figures;
}
interface Occupation {
  readonly P: Figures;
  readonly error: Figures;
}
interface Set {
  readonly name: string;
  readonly columns: { readonly participant: readonly number[]; readonly start: readonly number[]; readonly time: readonly number[]; readonly from: readonly string[]; readonly to: readonly string[] };
  readonly states: readonly string[];
  readonly at: readonly number[];
  readonly landmark: number;
  readonly tau: number;
  readonly greenwood: Kind;
  readonly aalen: Kind;
  readonly occupation: Occupation | null;
  readonly stay: { readonly estimate: Figures; readonly error: Figures } | null;
}
const source = reference.made;

function holds(method: string, name: string, actual: Figures, expected: Figures, tolerance: number): void {
  for (const [at, figure] of expected.entries()) if (figure !== null) checkFigure({ method, source }, `${name}, ${at + 1}`, actual[at] ?? Number.NaN, figure, tolerance * Math.max(1e-3, Math.abs(figure)));
}
const curvesOf = (result: MultiState, from: boolean) => result.groups[0]?.probabilities.filter((curve) => (curve.from === null) !== from) ?? [];

describe.each((reference.sets as unknown as readonly Set[]).map((set) => [set.name, set] as const))("multi-state estimates against R: %s", (name, set) => {
  const { columns, states, at, landmark, tau } = set;

  test.each(["greenwood", "aalen"] as const)("transition probabilities and their %s errors", (variance) => {
    const result = estimateMultiState(columns, { states, times: at, landmark, horizon: tau, variance });
    const expected = set[variance];
    for (const [place, time] of at.entries()) {
      const told = expected.at[String(time)];
      if (told === undefined) throw new Error(`No figures at ${time}.`);
      holds("transition probabilities", `${name}, at ${time}`, curvesOf(result, true).map((curve) => curve.estimate[place] ?? null), told.P, 1e-11);
      // The root of what should be 0 is rounding in R.
      holds(`transition probabilities, ${variance} error`, `${name}, at ${time}`, curvesOf(result, true).map((curve) => curve.standardError[place] ?? null), told.error.map((one) => (one !== null && one < 1e-7 ? null : one)), 1e-9);
    }
    holds("length of stay", name, (result.groups[0]?.lengthOfStay.stays ?? []).filter((one) => one.from !== null).map((one) => one.estimate), expected.los, 1e-11);
  });

  // A set without figures of R for it has no such test.
  if (set.occupation !== null) test("state occupation with the errors of the infinitesimal jackknife", () => {
    for (const [from, occupation] of [[0, set.occupation]] as const) {
      if (occupation === null) continue;
      const curves = curvesOf(estimateMultiState(columns, { states, times: at, landmark: from, variance: "infinitesimal-jackknife" }), false);
      const figures = (key: "estimate" | "standardError"): Figures => at.flatMap((_, place) => curves.map((curve) => curve[key][place] ?? null));
      holds("state occupation", `${name}, from ${from}`, figures("estimate"), occupation.P, 1e-11);
      holds("state occupation, jackknife error", `${name}, from ${from}`, figures("standardError"), occupation.error, 1e-9);
    }
  });

  if (set.stay !== null) test("expected stay in each state, its error by derivatives taken numerically", () => {
    const stays = estimateMultiState(columns, { states, horizon: tau, variance: "infinitesimal-jackknife" }).groups[0]?.lengthOfStay.stays?.filter((one) => one.from === null) ?? [];
    holds("length of stay from the beginning", name, stays.map((one) => one.estimate), set.stay?.estimate ?? [], 1e-11);
    // Central differences of 1e-4 in R: seven digits are left.
    holds("length of stay, jackknife error", name, stays.map((one) => one.standardError), set.stay?.error ?? [], 1e-6);
  });
});
