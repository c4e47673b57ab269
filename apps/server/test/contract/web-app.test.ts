import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, host, startTestApp } from "../test-app.ts";

let folder: string;
let test: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stroma-web-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Stroma</title>");
  writeFileSync(join(folder, "bedside.html"), "<!doctype html><title>Stroma</title><link rel=modulepreload>");
  writeFileSync(join(folder, "assets", "bedside-1a2b3c.js"), "export {};");
  writeFileSync(join(folder, "assets", "bedside-1a2b3c.js.gz"), gzipSync("export {};"));
  test = await startTestApp({ webFolder: folder });
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});
const get = (url: string, headers: Record<string, string> = {}) => test.app.inject({ url, headers: { host, ...headers } });

describe("the web application's files", () => {
  it("come with the first page at every page's address, never kept by the browser unasked", async () => {
    for (const url of ["/", "/sites/1/infusions/2", "/sign-in"]) {
      const answer = await get(url);
      expect([url, answer.statusCode, answer.headers["cache-control"]]).toEqual([url, 200, "no-cache"]);
      expect(answer.body).toContain("<title>Stroma</title>");
      expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
    }
  });

  it("at an infusion's address name the bedside's files at once; its record and every other page do not load them", async () => {
    for (const url of ["/infusions/1", "/infusions/1/", "/infusions/1?from=board"]) expect([url, (await get(url)).body]).toEqual([url, expect.stringContaining("modulepreload")]);
    for (const url of ["/", "/infusions/1/record", "/ward-board"]) expect([url, (await get(url)).body]).toEqual([url, expect.not.stringContaining("modulepreload")]);
  });

  it("are kept for good where the name carries the content's hash, and sent compressed to those who can read that", async () => {
    const plain = await get("/assets/bedside-1a2b3c.js");
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(plain.headers["content-type"]).toContain("javascript");
    const packed = await get("/assets/bedside-1a2b3c.js", { "accept-encoding": "gzip" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
  });

  it("are not mixed up with the interface: an unknown operation or file is not answered by a page", async () => {
    for (const url of ["/api/v1/unknown", "/assets/missing.js", "/../../etc/passwd.txt", "/%2e%2e/%2e%2e/secret.pem"]) {
      const answer = await get(url);
      expect([url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([url, 404, "not-found"]);
    }
  });
});
