/** The operator's commands on a data folder with its own database: beside a running server, and while none runs. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openApiSession, signInByLink } from "../../../server/test/api-session.ts";
import { type RunningServer, startRunningServer } from "../../../server/test/running-server.ts";
import { spawnStroma } from "../run-stroma.ts";

let server: RunningServer;
const addNurse = (userName: string) => spawnStroma(["user", "add", userName, "--name", "Added nurse", "--role", "nurse", "--data", server.data, "--url", server.address, "--json"], {});
const tokenOf = (run: { json(): unknown }) => (run.json() as { signInLink: string }).signInLink.split("#/sign-in/")[1];

beforeAll(async () => {
  server = await startRunningServer({ embedded: true, args: ["--no-examples"] });
});
afterAll(() => server.remove());

describe("beside a running server", () => {
  test("a person is added and signs in at that server", async () => {
    const run = await addNurse("while.running");
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect((await openApiSession(server.address).call("redeemLink", {}, { token: tokenOf(run) })).person).toMatchObject({ displayName: "Added nurse" });
  });

  test("the audit trail is verified while it grows", async () => {
    const run = await spawnStroma(["audit", "verify", "--data", server.data]);
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    expect(run.out).toContain("Every chain is whole.");
  });

  test("a replay faster than real time is refused where the server keeps real time", async () => {
    const administrator = await signInByLink(server.address, server.signInLink ?? "");
    const siteId = (await administrator.call("readSession")).sites[0]?.id ?? "";
    const { token } = await administrator.call("createGateway", { siteId }, { name: "Monitor" });
    const run = await spawnStroma(["infusion", "replay", `${import.meta.dirname}/../three-minutes.csv`, "--infusion", "0190a000-0000-7000-8000-000000000000", "--token", token, "--url", server.address, "--speed", "60"]);
    expect(run.exitCode).toBe(1);
    expect(run.err).toBe("stroma: This server keeps real time.\n  What to do: Start a server for demonstrations with --demo-clock.\n  (refused)\n");
  });
});

describe("while no server runs", () => {
  test("a person is added, found by the next server, and the trail is whole", async () => {
    await server.stop();
    const run = await addNurse("while.stopped");
    expect([run.exitCode, run.err]).toEqual([0, ""]);
    const verified = await spawnStroma(["audit", "verify", "--data", server.data]);
    expect([verified.exitCode, verified.err]).toEqual([0, ""]);
    await server.restart();
    expect((await openApiSession(server.address).call("redeemLink", {}, { token: tokenOf(run) })).person).toMatchObject({ displayName: "Added nurse" });
  });
});
