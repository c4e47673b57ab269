import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { formatHelp } from "./help.ts";
import { isLoopback, parseOptions } from "./options.ts";

test("without options the server stays on this computer, with its data in the working folder", () => {
  expect(parseOptions([], {})).toEqual({
    show: null,
    port: 8787,
    host: "127.0.0.1",
    data: resolve("stroma-data"),
    databaseUrl: null,
    binaries: null,
    examples: true,
    tls: null,
    behindProxy: false,
    demoClock: false,
  });
});

test("the command line comes before the environment", () => {
  const environment = { STROMA_DATA: "/srv/a", DATABASE_URL: "postgres://x" };
  expect(parseOptions([], environment)).toMatchObject({ data: "/srv/a", databaseUrl: "postgres://x" });
  expect(parseOptions(["--data", "/srv/b"], environment)).toMatchObject({ data: "/srv/b" });
});

test("an empty variable counts as not set", () => {
  const options = parseOptions([], { STROMA_DATA: "", DATABASE_URL: "" });
  expect(options).toMatchObject({ data: resolve("stroma-data"), databaseUrl: null });
});

test.each([
  [["--prot", "1"], /prot/],
  [["--port", "eight"], /"eight" is not a port number/],
  [["--port", "70000"], /not a port number/],
  [["--tls-cert", "a.pem"], /belong together/],
  [["extra"], /extra/],
])("wrong usage %j is refused and points to the help", (args, message) => {
  const refusal = expect.objectContaining({ code: "usage", remedy: expect.stringContaining("--help") });
  expect(() => parseOptions(args, {})).toThrow(refusal);
  expect(() => parseOptions(args, {})).toThrow(message);
});

test.each(["0.0.0.0", "::", "192.168.1.5", "stroma.example"])(
  "the address %s, which others can reach, is refused without encryption",
  (host) => {
    expect(() => parseOptions(["--host", host], {})).toThrow(
      expect.objectContaining({ code: "address-not-protected" }),
    );
    expect(parseOptions(["--host", host, "--behind-proxy"], {}).host).toBe(host);
    expect(parseOptions(["--host", host, "--tls-cert", "c", "--tls-key", "k"], {}).host).toBe(host);
  },
);

test("only addresses of this computer count as loopback", () => {
  for (const host of ["127.0.0.1", "127.8.8.8", "localhost", "::1"]) expect(isLoopback(host)).toBe(true);
  for (const host of ["127.evil.example", "1127.0.0.1", "0.0.0.0", "::"]) expect(isLoopback(host)).toBe(false);
});

test("the help names every option, and the starter prints the same without anything installed", () => {
  const starter = fileURLToPath(new URL("../../../scripts/start.mjs", import.meta.url));
  const answer = spawnSync(process.execPath, [starter, "--help"], { encoding: "utf8" });
  expect(answer.stdout).toBe(formatHelp());
  for (const word of ["--port", "--data", "DATABASE_URL", "--no-examples"]) expect(answer.stdout).toContain(word);
});
