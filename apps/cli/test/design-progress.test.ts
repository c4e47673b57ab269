import { describe, expect, test } from "vitest";
import { progressBar } from "../src/design/drive.ts";

/** A terminal that remembers, with a clock of its own. */
function terminal(columns: number, isTTY = true) {
  let written = "";
  let time = 0;
  const stream = { isTTY, columns, write: (text: string) => void (written += text) };
  return { bar: progressBar({ shown: true, stream, now: () => time }), at: (milliseconds: number) => void (time = milliseconds), written: () => written };
}
const pictures = (written: string) => written.split("\r\u001B[K").slice(1);

describe("the bar of a long run", () => {
  test("comes after a moment, no more than ten times a second, and leaves nothing behind", () => {
    const { bar, at, written } = terminal(120);
    bar.update(0.1, "10 of 100 trials");
    expect(written()).toBe("");
    for (const time of [300, 350, 399, 400]) {
      at(time);
      bar.update(0.5, "50 of 100 trials");
    }
    expect(pictures(written())).toHaveLength(2);
    expect(pictures(written())[0]).toBe(`[${"#".repeat(12)}${"-".repeat(12)}] 50 of 100 trials  Ctrl-C stops and tells what is done`);
    bar.clear();
    expect(pictures(written()).at(-1)).toBe("");
    const before = written();
    bar.clear();
    expect(written()).toBe(before);
  });

  test.each([[40, 39], [80, 79], [0, 79]])("is never broken by a terminal of %i columns", (columns, most) => {
    const { bar, at, written } = terminal(columns);
    at(1000);
    bar.update(0.25, `1,000,000,000 of ${"9".repeat(60)} trials`);
    expect(pictures(written())[0]).toHaveLength(most);
  });

  test("stays within its frame whatever part is told", () => {
    for (const [part, full] of [[-1, 0], [2, 24]] as const) {
      const { bar, at, written } = terminal(120);
      at(1000);
      bar.update(part, "");
      expect(pictures(written())[0]).toMatch(new RegExp(`^\\[#{${full}}-{${24 - full}}\\] `));
    }
  });

  test("is not shown where no person looks", () => {
    const { bar, at, written } = terminal(80, false);
    at(1000);
    bar.update(0.5, "half");
    bar.clear();
    expect(written()).toBe("");
  });
});
