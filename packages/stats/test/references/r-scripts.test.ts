/** The scripts in R that methods write: run in R (scripts/run-r-scripts.ts), what they print is what the methods compute. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { computeMethod } from "../../src/compute/compute-method.ts";
import { methods } from "../../src/compute/methods.ts";
import { runSteps } from "../../src/optimisation/run-steps.ts";
import { checkFigure } from "../check-figure.ts";
import { type RecordedScripts, scriptHash, tellingNumbers } from "../r-script-record.ts";

const { r, scripts } = JSON.parse(readFileSync(fileURLToPath(new URL("../../../../validation/r-scripts.json", import.meta.url)), "utf8")) as RecordedScripts;
const version = /\d+\.\d+\.\d+/u.exec(r)?.[0] ?? "";
const written = methods.filter(({ rScript }) => rScript !== null);

describe("scripts in R", () => {
  test.each(written.map((method) => [method.name, method] as const))("%s: the script was run as it is, and prints the method's numbers", (name, method) => {
    const recorded = scripts[name];
    const script = method.rScript?.(method.example.columns, method.example.options ?? {}, true) ?? "";
    expect(scriptHash(script), "the script has changed since it was run: node scripts/run-r-scripts.ts").toBe(recorded?.hash);
    const ours = [...tellingNumbers(runSteps(computeMethod(name, method.example)).toJSON())];
    // R prints ten digits or seven; a number is found where it agrees to six.
    const found = (recorded?.numbers ?? []).flatMap((number) => {
      const near = ours.find((one) => Math.abs(Math.abs(one / number) - 1) < 2e-6);
      return near === undefined ? [] : [{ number, near }];
    });
    expect(found.length, `R printed ${JSON.stringify(recorded?.numbers.slice(0, 20))}; the method has ${JSON.stringify(ours.slice(0, 20))}`).toBeGreaterThanOrEqual(Math.min(3, ours.length));
    for (const { number, near } of found) checkFigure({ method: `script in R of ${name}`, source: `R ${version}, ${recorded?.packages ?? ""}` }, "printed number", Math.abs(near), Math.abs(number), 2e-6, { relative: true });
  });

  test("every method of survival, follow-up and small trials has one, but for what only makes summaries to merge", () => {
    const fields = new Set(["survival", "competing-risks", "multi-state", "recurrent-events", "incidence", "longitudinal", "small-trials"]);
    const without = methods.filter(({ name, field, rScript }) => fields.has(field) && rScript === null && !name.startsWith("summarise-"));
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});
