/** Cases of small trials that a script in R wrote down: a method by name, its columns and options, and figures by their path in the result. */
import { describe, test } from "vitest";
import { smallTrialMethods } from "../../../src/small-trials/methods.ts";
import { methods } from "../../../src/compute/methods.ts";
import { runSteps } from "../../../src/optimisation/run-steps.ts";
import { checkFigure } from "../../check-figure.ts";

export interface SmallCases {
  readonly made: string;
  readonly cases: readonly { readonly name: string; readonly method: string; readonly columns: object; readonly options?: object | null; readonly tolerance: number; readonly figures: Readonly<Record<string, number>> }[];
}

export function figureAt(result: unknown, path: string): number {
  const found = path.split(".").reduce<unknown>((part, key) => (typeof part === "object" && part !== null ? (part as Record<string, unknown>)[key] : undefined), result);
  return typeof found === "number" ? found : Number.NaN;
}

/** One test a case. A tolerance is relative; about zero it is absolute. */
export function holdAgainst(title: string, { made, cases }: SmallCases): void {
  describe(title, () => {
    test.each(cases.map((one, at) => [`${at + 1}: ${one.method} of ${one.name}, ${JSON.stringify(one.options ?? {})}`, one] as const))("case %s", (named, one) => {
      const method = [...smallTrialMethods, ...methods].find(({ name }) => name === one.method);
      if (method === undefined) throw new Error(`There is no method ${one.method}.`);
      const made1 = method.run(one.columns, one.options ?? {});
      const result = "next" in made1 ? runSteps(made1) : made1;
      for (const [path, expected] of Object.entries(one.figures)) checkFigure({ method: `${one.method}: ${path.replaceAll(/\.\d+/gu, "")}`, source: made }, `${named}, ${path}`, figureAt(result, path), expected, one.tolerance, { relative: Math.abs(expected) > 1e-300 });
    });
  });
}
