/** The trend alarm against its definition, word by word, over arbitrary series of values. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFold } from "../../src/infusion/create-fold.ts";
import type { TrendRule } from "../../src/protocol/protocol.ts";
import { assessMonitoring } from "../../src/vital-sign/assess-monitoring.ts";
import { at, exampleEvent, exampleInfusionId } from "../example-event.ts";
import { exampleProtocol } from "../example-protocol.ts";

interface Step {
  readonly minute: number;
  readonly value: number;
}
const [example] = exampleProtocol.monitoring.trendRules;
const ruleOf = (direction: "rise" | "fall"): TrendRule => ({ ...(example as TrendRule), direction });

/** Broken at a value: some value at most 5 minutes earlier lies at least 4 points above (fall) or below (rise) it. */
const isBroken = (steps: readonly Step[], index: number, direction: "rise" | "fall"): boolean => {
  const here = steps[index];
  if (here === undefined) return false;
  return steps.slice(0, index).some((one) => here.minute - one.minute <= 5 && (direction === "fall" ? one.value - here.value : here.value - one.value) >= 4);
};

/** The first value of the unbroken run of such values that ends with the newest; `null`: the newest does not break the rule. */
function onsetByDefinition(steps: readonly Step[], direction: "rise" | "fall"): string | null {
  let onset: number | null = null;
  for (let index = steps.length - 1; index >= 0 && isBroken(steps, index, direction); index--) onset = steps[index]?.minute ?? null;
  return onset === null ? null : at(onset);
}

const series = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 8 }), value: fc.integer({ min: 80, max: 100 }) }), { minLength: 1, maxLength: 40 }).map((list) => {
  let minute = 71;
  // Quarters of a minute, so that values lie exactly on the window's edge too.
  return list.map(({ gap, value }): Step => ({ minute: (minute += gap / 4), value }));
});

test("after every value, the trend alarm begins where its definition says", () => {
  fc.assert(
    fc.property(series, fc.constantFrom("rise", "fall"), (steps, direction) => {
      const rule = ruleOf(direction);
      const protocol = { ...exampleProtocol, monitoring: { ...exampleProtocol.monitoring, trendRules: [rule] } };
      const fold = createFold(exampleInfusionId);
      fold.append([exampleEvent("infusion-started", 70, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null })]);
      steps.forEach(({ minute, value }, index) => {
        const state = fold.append([exampleEvent("vital-signs-recorded", minute, { method: "device", samples: [{ channel: rule.channel, value, unit: "%" }] })]);
        const alarm = assessMonitoring(state, protocol, at(minute)).alarms.find((one) => one.kind === "trend");
        expect(alarm?.since ?? null).toBe(onsetByDefinition(steps.slice(0, index + 1), direction));
      });
    }),
    { numRuns: 150 },
  );
});
