import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { Tally } from "./tally.ts";

/** Counts a vitest run into the file that STROMA_TEST_SUMMARY names; the default reporter does the printing. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env["STROMA_TEST_SUMMARY"];
    if (file === undefined) return;
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] as string[] };
    for (const module of modules) {
      // A file that cannot be loaded has no tests, but it has failed all the same.
      tally.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") tally.passed += 1;
        else if (state === "skipped") tally.skipped.push(`${module.relativeModuleId}: ${test.fullName}`);
        else tally.failed += 1;
      }
      for (const suite of module.children.allSuites()) tally.failed += suite.errors().length;
    }
    writeFileSync(file, JSON.stringify(tally satisfies Tally));
  }
}
