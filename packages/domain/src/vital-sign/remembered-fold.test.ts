import fc from "fast-check";
import { expect, test } from "vitest";
import type { TimedSample } from "../infusion/infusion-state.ts";
import { memoryPer, rememberedFold } from "./remembered-fold.ts";

const sample = (value: number): TimedSample => ({ at: "2026-03-04T08:00:00.000Z", value, unit: "/min", method: "device", eventId: "e", authorId: "a" });

/** Sum since the last negative value, which counts nothing. */
function sumFold(counted: { steps: number }) {
  return {
    initial: 0,
    step: (sum: number, { value }: TimedSample) => {
      counted.steps++;
      return (value ?? 0) < 0 ? 0 : sum + (value ?? 0);
    },
    resets: ({ value }: TimedSample) => (value ?? 0) < 0,
  };
}

test("one more sample costs one step", () => {
  const counted = { steps: 0 };
  const memory = memoryPer<number>()({});
  const samples = Array.from({ length: 1000 }, (_, index) => sample(index));
  rememberedFold(samples, 999, sumFold(counted), memory);
  counted.steps = 0;
  expect(rememberedFold(samples, 1000, sumFold(counted), memory)).toBe(499_500);
  expect(counted.steps).toBe(1);
});

test("the answer never depends on what is remembered: in records that grow, shrink, or are folded anew without a sample", () => {
  const lists = fc.array(fc.integer({ min: -2, max: 9 }), { maxLength: 30 });
  const looks = fc.array(fc.record({ count: fc.nat(30), leaveOut: fc.option(fc.nat(30)) }), { maxLength: 20 });
  fc.assert(
    fc.property(lists, looks, (values, all) => {
      const memory = memoryPer<number>()({});
      const grown = values.map(sample);
      for (const { count, leaveOut } of all) {
        // A fold without one of the events makes every sample anew.
        const samples = leaveOut === null ? grown : values.filter((_, index) => index !== leaveOut).map(sample);
        const fold = sumFold({ steps: 0 });
        expect(rememberedFold(samples, Math.min(count, samples.length), fold, memory)).toBe(rememberedFold(samples, Math.min(count, samples.length), fold, new WeakMap()));
      }
    }),
    { numRuns: 300 },
  );
});
