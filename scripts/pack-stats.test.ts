import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foreignImports, packStats } from "./pack-stats.mjs";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "stroma-packed-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (command: string, args: readonly string[]) => spawnSync(command, args, { cwd: folder, encoding: "utf8" });

describe("@stroma/stats as a package", () => {
  test("is packed, installed into an empty folder without a network, imported by plain Node, and computes", () => {
    const packed = packStats(folder);
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const installed = run(npm, ["install", "--offline", "--no-audit", "--no-fund", packed]);
    expect(installed.status, installed.stderr).toBe(0);

    // Two studies of equal variance: their mean. An odds ratio of (4 × 12) / (16 × 8) = 0.375.
    writeFileSync(join(folder, "use.mjs"), 'import { backTransform, computeEffectSizes, poolEffects } from "@stroma/stats";\nconst { estimates } = computeEffectSizes({ treatedEvents: [4], treatedTotal: [20], controlEvents: [8], controlTotal: [20] });\nprocess.stdout.write(JSON.stringify([poolEffects({ estimate: [0.1, 0.3], variance: [0.1, 0.1] }, { model: "common" }).estimate, backTransform("odds-ratio", estimates[0])]));\n');
    const used = run(process.execPath, ["use.mjs"]);
    expect(used.stderr).toBe("");
    const [mean = 0, ratio = 0] = JSON.parse(used.stdout) as number[];
    expect(mean).toBeCloseTo(0.2, 14);
    expect(ratio).toBeCloseTo(0.375, 14);

    const home = join(folder, "node_modules/@stroma/stats");
    const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: "@stroma/stats", license: "Apache-2.0", type: "module" });
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest).not.toHaveProperty("private");
    for (const file of ["README.md", "LICENSE", "index.js", "index.d.ts"]) expect(existsSync(join(home, file)), file).toBe(true);
    const files = readdirSync(home, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.test\.|(?<!\.d)\.ts$/u.test(file))).toEqual([]);
    // Neither Node nor another package: the same files run in a browser.
    expect(foreignImports(home)).toEqual([]);
  }, 180_000);

  test("an import of Node or of another package would be seen", () => {
    writeFileSync(join(folder, "strange.js"), 'import { readFileSync } from "node:fs";\nimport { a } from "./a.js";\nexport * from "lodash";\nimport "side";\nawait import("late");\nexport const word = "from here";\n');
    expect(foreignImports(folder).filter((one) => one.startsWith("strange.js"))).toEqual(["strange.js: node:fs", "strange.js: lodash", "strange.js: side", "strange.js: late"]);
  });
});
