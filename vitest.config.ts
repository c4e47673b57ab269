import { defineConfig } from "vitest/config";

const everything = ["{packages,apps}/*/{src,test}/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"];
const onDatabase = ["apps/*/test/{store,contract}/**/*.test.ts"];
const inBrowser = ["apps/*/test/journeys/**/*.test.ts"];

export default defineConfig({
  test: {
    globalSetup: ["./scripts/test-run/provide-database.ts"],
    reporters: ["default", "./scripts/test-run/summary-reporter.ts"],
    maxWorkers: 2,
    maxConcurrency: 2,
    projects: [
      {
        // What no other project claims runs here, so that no test file is left out by its place.
        test: { name: "unit", include: everything, exclude: [...onDatabase, ...inBrowser], testTimeout: 20_000 },
      },
      {
        test: { name: "server", include: onDatabase, testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        // One browser at a time, and alone: a journey that shares two cores measures the others.
        test: {
          name: "journeys",
          include: inBrowser,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
