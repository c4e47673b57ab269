import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parsePasswd } from "./account.ts";
import { findClosedFolder, refuseUnreachable } from "./reach.ts";

// An account number that owns nothing on any machine.
const stranger = { name: "stranger", uid: 987_654, gid: 987_654 };
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stroma-reach-")));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder on the way that others may not pass is named", () => {
  const inside = join(folder, "closed", "open");
  mkdirSync(inside, { recursive: true });
  expect(findClosedFolder(inside, stranger)).toBeNull();
  chmodSync(join(folder, "closed"), 0o750);
  expect(findClosedFolder(inside, stranger)).toBe(join(folder, "closed"));
  expect(() => refuseUnreachable({ account: stranger, binaries: folder, data: inside })).toThrow(
    expect.objectContaining({ code: "folder-not-reachable", remedy: expect.stringContaining("chmod o+x") }),
  );
});

test("passing through is enough; listing is not needed", () => {
  chmodSync(folder, 0o711);
  expect(findClosedFolder(folder, stranger)).toBeNull();
});

test("accounts are read from the password file, odd lines left out", () => {
  const text = "root:x:0:0:root:/root:/bin/sh\n# comment\nbroken:x\npostgres:x:101:104::/var/lib/postgresql:/bin/sh\n";
  expect(parsePasswd(text)).toEqual([
    { name: "root", uid: 0, gid: 0 },
    { name: "postgres", uid: 101, gid: 104 },
  ]);
});
