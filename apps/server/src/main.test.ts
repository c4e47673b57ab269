import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeServerLock } from "./data-folder/server-lock.ts";

const program = fileURLToPath(new URL("main.ts", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stroma-main-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the server as the operator does and waits for its end. */
function start(args: string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env["PATH"], ...environment };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, output, errors }));
  });
}

function expectPlain(errors: string): void {
  expect(errors).toContain("What to do:");
  expect(errors).not.toMatch(/\n\s+at /);
  expect(errors.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
}

test("help and version need no database", async () => {
  expect(await start(["--help"])).toMatchObject({ code: 0, output: expect.stringContaining("--no-examples") });
  expect(await start(["--version"])).toMatchObject({ code: 0, output: "0.1.0\n" });
});

test("wrong usage ends with 2", async () => {
  const { code, errors } = await start(["--colour"]);
  expect(code).toBe(2);
  expectPlain(errors);
});

test("an address that others can reach ends with 1", async () => {
  const { code, errors } = await start(["--host", "0.0.0.0"]);
  expect(code).toBe(1);
  expectPlain(errors);
  expect(errors).toContain("--behind-proxy");
});

test("a data folder with a live server is refused, and the server is named", async () => {
  const lock = takeServerLock(folder);
  const { code, errors } = await start(["--data", folder, "--port", "0"]);
  lock.release();
  expect(code).toBe(1);
  expectPlain(errors);
  expect(errors).toContain(`process ${process.pid}`);
});

test("a taken port is refused before the database starts", async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port)),
  );
  const { code, errors } = await start(["--data", folder, "--port", String(port)]);
  other.close();
  expect(code).toBe(1);
  expectPlain(errors);
  expect(errors).toContain(`--port ${port + 1}`);
});

test("a data folder of a newer version is refused", async () => {
  const data = mkdtempSync(join(folder, "newer-"));
  writeFileSync(join(data, "version.json"), JSON.stringify({ dataVersion: 7, stroma: "3.0.0" }));
  const { code, errors } = await start(["--data", data, "--port", "0"]);
  expect(code).toBe(1);
  expectPlain(errors);
  expect(errors).toContain("3.0.0");
});

test("a database that does not answer is refused without showing its password", async () => {
  const { code, errors } = await start(["--data", folder, "--port", "0"], {
    DATABASE_URL: "postgres://owner:very-secret@127.0.0.1:1/stroma",
  });
  expect(code).toBe(1);
  expectPlain(errors);
  expect(errors).toContain("127.0.0.1:1/stroma");
  expect(errors).not.toContain("very-secret");
});

test("a certificate that cannot be read is refused", async () => {
  const { code, errors } = await start(["--tls-cert", join(folder, "no.pem"), "--tls-key", join(folder, "no.key")]);
  expect(code).toBe(1);
  expectPlain(errors);
  expect(errors).toContain("no.pem");
});
