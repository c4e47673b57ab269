/**
 * Published cases of an independent implementation of NEWS2 (`../shared/data/scores/NEWS2.v1.test.yml`, Apache-2.0).
 * "Hypercapnic respiratory failure: yes" is scale 2. The published cases know only "alert" or not; "voice" stands for not alert.
 * A case without one of the eight inputs would have to be not assessable; as published, all 19 cases are complete.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { assessNews2 } from "../../src/score/news2.ts";
import type { TimedValue } from "../../src/score/news2.ts";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { at } from "../example-event.ts";
import { describeWithGround } from "../ground.ts";
import { news2Input } from "../news2-input.ts";

interface PublishedCase {
  readonly id: string;
  readonly input: { readonly 1: Readonly<Record<string, string | number>> };
  readonly expected_output: { readonly 1: Readonly<Record<string, string | number>> };
}

const risks = ["low", "low-medium", "medium", "high"] as const;

/** The published keys read `gt0005|Systolic BP`; values `111,mm[Hg]` or `0|local::at0010|No|`. */
function field(fields: Readonly<Record<string, string | number>>, code: string): string | null {
  const key = Object.keys(fields).find((name) => name.startsWith(`${code}|`));
  return key === undefined ? null : String(fields[key]);
}

function measured(fields: Readonly<Record<string, string | number>>, code: string): TimedValue<Quantity> | null {
  const text = field(fields, code);
  if (text === null) return null;
  const [value = "", unit = ""] = text.split(",");
  return { value: { value: Number(value), unit }, at: at(0) };
}

function points(fields: Readonly<Record<string, string | number>>, code: string): number {
  return Number.parseInt(field(fields, code) ?? "", 10);
}

describeWithGround("NEWS2 agrees with every published case", "data/scores/NEWS2.v1.test.yml", (file) => {
  const cases = (parse(readFileSync(file, "utf8")) as { test_cases: PublishedCase[] }).test_cases;

  test("there are 19 published cases, none without an input", () => {
    expect(cases).toHaveLength(19);
    expect(cases.filter((one) => Object.keys(one.input[1]).length !== 8).map((one) => one.id)).toEqual([]);
  });

  test.each(cases.map((one) => [one.id, one] as const))("%s", (_, published) => {
    const given = published.input[1];
    const want = published.expected_output[1];
    const oxygen = field(given, "gt0016");
    const mind = field(given, "gt0017");
    const hypercapnic = field(given, "gt0013");
    expect(hypercapnic).not.toBeNull();
    const result = assessNews2(
      news2Input({
        scale: hypercapnic?.startsWith("1") === true ? 2 : 1,
        scalePrescriber: "Dr Example",
        respiratoryRate: measured(given, "gt0015"),
        oxygenSaturation: measured(given, "gt0007"),
        onOxygen: oxygen === null ? null : { value: oxygen.startsWith("2"), at: at(0) },
        systolicPressure: measured(given, "gt0005"),
        pulse: measured(given, "gt0009"),
        consciousness: mind === null ? null : { value: mind.startsWith("0") ? "alert" : "voice", at: at(0) },
        temperature: measured(given, "gt0011"),
      }),
    );
    expect(result).toMatchObject({
      assessable: true,
      value: {
        total: points(want, "gt0019"),
        risk: risks[points(want, "gt0021")],
        parts: {
          "respiratory-rate": points(want, "gt0025"),
          "oxygen-saturation": points(want, "gt0026"),
          "systolic-pressure": points(want, "gt0028"),
          pulse: points(want, "gt0027"),
          temperature: points(want, "gt0029"),
        },
      },
    });
  });
});
