import { afterEach, expect, test, vi } from "vitest";
import { addressOf, call, CallFailure } from "./api-client.ts";

const siteId = "00000000-0000-7000-8000-000000000001";
const answering = (status: number, body: string) => vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, { status })));
afterEach(() => vi.unstubAllGlobals());

async function failureOf(promise: Promise<unknown>): Promise<CallFailure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CallFailure) return error;
    throw error;
  }
  throw new Error("It did not fail");
}

test("an address carries its parameters and its query, and a missing one is refused before anything is sent", () => {
  expect(addressOf("readInfusion", { siteId, infusionId: "a b" }, { asOf: "2026-01-01T00:00:00.000Z" })).toBe(`/api/v1/sites/${siteId}/infusions/a%20b?asOf=2026-01-01T00%3A00%3A00.000Z`);
  expect(() => addressOf("readInfusion", { siteId, infusionId: "" })).toThrow(RangeError);
});

test("a write sends its body as JSON with the same-origin cookies, a read sends none", async () => {
  const fetching = answering(200, '{"studies":[]}');
  vi.stubGlobal("fetch", fetching);
  await call("listStudies", { params: { siteId } });
  await call("switchPerson", { body: { personId: siteId, pin: "1234" } });
  const [read, write] = fetching.mock.calls;
  expect(read?.[1]).toMatchObject({ method: "GET", credentials: "same-origin" });
  expect(read?.[1]).not.toHaveProperty("body");
  expect(write?.[1]?.body).toBe(`{"personId":"${siteId}","pin":"1234"}`);
});

test("a refusal of the server arrives with its problem", async () => {
  const problem = { code: "refused", message: "A rule refuses this.", remedy: "See the list.", requestId: "r1", serverTime: "2026-01-01T00:00:00.000Z" };
  vi.stubGlobal("fetch", answering(409, JSON.stringify(problem)));
  const failure = await failureOf(call("readHealth", {}));
  expect([failure.kind, failure.status, failure.problem?.code]).toEqual(["problem", 409, "refused"]);
});

test("no network, no answer in time and an unreadable answer are told apart", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  expect((await failureOf(call("readHealth", {}))).kind).toBe("network");
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => new Promise((_resolve, reject) => init.signal?.addEventListener("abort", () => reject(new DOMException("late", "TimeoutError")))));
  expect((await failureOf(call("readHealth", {}, { timeoutMs: 5 }))).kind).toBe("timeout");
  vi.stubGlobal("fetch", answering(200, "<html>"));
  expect((await failureOf(call("readHealth", {}))).kind).toBe("unreadable");
  vi.stubGlobal("fetch", answering(502, "{}"));
  expect((await failureOf(call("readHealth", {}))).kind).toBe("unreadable");
});
