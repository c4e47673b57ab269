import { expect, test } from "vitest";
import { findImportFaults } from "./find-import-faults.ts";
import { findImpurities, findShapeFaults } from "./find-shape-faults.ts";
import { describeWorkspace } from "./workspace.ts";

const workspaces = [
  describeWorkspace("packages/stats", { name: "@stroma/stats", exports: { ".": "" } }),
  describeWorkspace("packages/domain", {
    name: "@stroma/domain",
    exports: { ".": "", "./protocol-parser": "" },
    dependencies: { "@stroma/stats": "0", "@stroma/api": "0", yaml: "0" },
  }),
  describeWorkspace("packages/api", {
    name: "@stroma/api",
    exports: { ".": "" },
    dependencies: { "@stroma/domain": "0" },
  }),
  describeWorkspace("apps/server", {
    name: "@stroma/server",
    exports: { ".": "" },
    dependencies: { "@stroma/domain": "0", pg: "0", kysely: "0" },
    devDependencies: { "@types/pg": "0" },
  }),
];

function messages(path: string, text: string): string[] {
  return findImportFaults({ path, text }, workspaces, ["vitest"]).map((fault) => `${fault.line}: ${fault.message}`);
}

test("imports along the arrows are accepted", () => {
  expect(messages("packages/domain/src/a.ts", 'import { x } from "@stroma/stats";\nimport y from "yaml";')).toEqual([]);
  expect(messages("apps/server/src/a.ts", 'import { parse } from "@stroma/domain/protocol-parser";')).toEqual([]);
  expect(messages("apps/server/src/a.ts", 'import { b } from "./b.ts";\nexport * from "../src/c.ts";')).toEqual([]);
});

test("an import against the arrows is refused, even when it is declared", () => {
  expect(messages("packages/domain/src/a.ts", '\nimport { x } from "@stroma/api";')).toEqual([
    "2: @stroma/domain must not know @stroma/api",
  ]);
});

test("a sibling that is not declared is refused", () => {
  expect(messages("apps/server/src/a.ts", 'import { x } from "@stroma/stats";')[0]).toContain("is not declared");
});

test("what a sibling does not export stays its own, by name and by path", () => {
  expect(messages("apps/server/src/a.ts", 'import "@stroma/domain/src/lot.ts";')[0]).toContain("does not export");
  expect(messages("apps/server/src/a.ts", 'import "../../../packages/domain/src/lot.ts";')[0]).toContain(
    "leaves apps/server",
  );
});

test("a package that is not declared is refused in every form of import", () => {
  const forms = [
    'import x from "left-pad"',
    'export * from "left-pad"',
    'await import("left-pad")',
    'import "left-pad/deep.js"',
  ];
  for (const form of forms)
    expect(messages("apps/server/src/a.ts", form)).toEqual([
      '1: "left-pad" is not declared in apps/server/package.json',
    ]);
});

test("an import that only a comment or a text mentions is none", () => {
  expect(messages("apps/server/src/a.ts", 'say("from ", x, " to ");')).toEqual([]);
  expect(messages("apps/server/src/a.ts", '// import x from "left-pad"\n/* from "left-pad" */')).toEqual([]);
});

test("only the store knows SQL; the launcher of the database may connect to it", () => {
  const text = 'import { sql } from "kysely";';
  expect(messages("apps/server/src/store/lot-store.ts", text)).toEqual([]);
  expect(messages("apps/server/src/routes/lot.ts", text)[0]).toContain("only apps/server/src/store knows SQL");
  expect(messages("apps/server/src/embedded-postgres/a.ts", text)[0]).toContain("knows SQL");
  expect(messages("apps/server/src/embedded-postgres/a.ts", 'import pg from "pg";')).toEqual([]);
  expect(messages("apps/server/test/store/a.test.ts", text)).toEqual([]);
});

test("tools of development are for tests, not for what is shipped", () => {
  expect(messages("packages/domain/src/a.test.ts", 'import { test } from "vitest";')).toEqual([]);
  expect(messages("packages/domain/src/a.ts", 'import { test } from "vitest";')[0]).toContain("is not declared");
});

test("what runs in a browser does not import Node", () => {
  expect(messages("packages/domain/src/a.ts", 'import "node:fs";')[0]).toContain("runs in a browser");
  expect(messages("packages/domain/test/laws/a.test.ts", 'import "node:fs";')).toEqual([]);
  expect(messages("apps/server/src/a.ts", 'import "fs";')[0]).toContain('write "node:fs"');
});

test("relative imports name their file with its extension", () => {
  expect(messages("apps/server/src/a.ts", 'import "./b";')[0]).toContain("file extension");
});

test("the pure packages take neither clock nor randomness nor the outside by themselves", () => {
  const text = "const t = Date.now();\nconst d = new Date();\nconst r = Math.random();\nconst f = await fetch(url);";
  const faults = findImpurities({ path: "packages/domain/src/a.ts", text });
  expect(new Set(faults.map((fault) => fault.line))).toEqual(new Set([1, 2, 3, 4]));
  expect(findImpurities({ path: "apps/server/src/a.ts", text })).toEqual([]);
  expect(
    findImpurities({ path: "packages/domain/src/a.ts", text: "new Date(instant); // Date.now\nprocess.next" }),
  ).toEqual([]);
});

test("folders that say nothing and files that nobody reads are refused", () => {
  expect(findShapeFaults({ path: "apps/web/src/utils/a.ts", text: "" })[0]?.message).toContain('"utils"');
  const long = "a\n".repeat(401);
  expect(findShapeFaults({ path: "apps/web/src/a.ts", text: long })[0]?.message).toContain("401 lines");
  expect(findShapeFaults({ path: "apps/web/src/a.ts", text: "a\n".repeat(400) })).toEqual([]);
  expect(findShapeFaults({ path: "packages/domain/src/data/a.ts", text: long })).toEqual([]);
});
