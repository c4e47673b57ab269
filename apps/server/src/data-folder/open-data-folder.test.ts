import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "./open-data-folder.ts";

let parent: string;
let path: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "stroma-data-"));
  path = join(parent, "data");
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

test("a new data folder says which version made it and is closed to others", () => {
  const folder = openDataFolder({ path, stromaVersion: "0.1.0" });
  expect(JSON.parse(readFileSync(join(path, "version.json"), "utf8"))).toEqual({ dataVersion: 1, stroma: "0.1.0" });
  expect(statSync(path).mode & 0o066).toBe(0);
  expect(statSync(folder.auditHeads).mode & 0o777).toBe(0o700);
  folder.close();
  expect(readdirSync(path)).not.toContain("server.lock");
});

test("a data folder made by a newer version is refused, untouched and unlocked", () => {
  openDataFolder({ path, stromaVersion: "0.1.0" }).close();
  const newer = JSON.stringify({ dataVersion: 2, stroma: "9.0.0" });
  writeFileSync(join(path, "version.json"), newer);
  expect(() => openDataFolder({ path, stromaVersion: "0.1.0" })).toThrow(
    expect.objectContaining({ code: "data-folder-newer", message: expect.stringContaining("9.0.0") }),
  );
  expect(readFileSync(join(path, "version.json"), "utf8")).toBe(newer);
  expect(readdirSync(path)).not.toContain("server.lock");
});

test("a version file that cannot be read is not taken for an old one", () => {
  openDataFolder({ path, stromaVersion: "0.1.0" }).close();
  writeFileSync(join(path, "version.json"), "{");
  expect(() => openDataFolder({ path, stromaVersion: "0.1.0" })).toThrow(/does not say which version/);
});

test("a path that is a file is refused with a remedy", () => {
  writeFileSync(path, "");
  expect(() => openDataFolder({ path, stromaVersion: "0.1.0" })).toThrow(
    expect.objectContaining({ code: "data-folder-unusable", remedy: expect.stringContaining("--data") }),
  );
});
