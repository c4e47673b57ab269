import { readFileSync } from "node:fs";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertSite } from "../../src/store/site-store.ts";
import { type ExampleSite, startExampleSite } from "../example-site.ts";
import { type TestPerson, call, signedIn } from "../test-app.ts";

const document = readFileSync(new URL("../../../../protocols/sepsis-phase-1.yaml", import.meta.url), "utf8");
const newer = (version: string) => document.replace(/^version: .*$/mu, `version: "${version}"`);

let site: ExampleSite;
let other: string;
let person: TestPerson;
beforeAll(async () => {
  site = await startExampleSite();
  other = uuidv7();
  await site.store.auth((tx) => insertSite(tx, { id: other, name: "Second site", country: "JPN", timeZone: "Asia/Tokyo", example: false }, "2026-03-04T08:00:00.000Z"));
  person = await signedIn(site, [other], ["administrator", "investigator"]);
});
afterAll(() => site.close());

const load = (text: string) => call(site, "createStudy", { params: { siteId: other }, cookie: person.cookie, body: { document: text } });
const studiesOf = async () => (await call(site, "listStudies", { params: { siteId: other }, cookie: person.cookie })).json<{ studies: { id: string; example: boolean; limitsConfirmed: boolean; participants: number; protocolVersion: string }[] }>().studies;

describe("a second site", () => {
  it("is refused a changed text under a version that is loaded, and joins nothing by it", async () => {
    const answer = await load(`${document}\n# one more line\n`);
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: "conflict", faults: [{ path: "version", code: "version-differs" }] }]);
    expect(await studiesOf()).toEqual([]);
  });

  it("joins the same study by the same text, with nothing confirmed, nobody enrolled and no example about it", async () => {
    const answer = await load(document);
    expect([answer.statusCode, answer.json<{ studyId: string }>().studyId]).toEqual([200, site.studyId]);
    expect(await studiesOf()).toMatchObject([{ id: site.studyId, example: false, limitsConfirmed: false, participants: 0 }]);
    const trail = await site.store.read(other, (tx) => tx.selectFrom("audit_entry").select("what").where("chain_id", "=", site.studyId).execute());
    expect(trail.map((entry) => entry.what)).toEqual(["study-joined"]);
    expect((await load(document)).json()).toEqual(answer.json());
  });

  it("sees nobody of the first site in the study that both run", async () => {
    const participants = await call(site, "listParticipants", { params: { siteId: other, studyId: site.studyId }, cookie: person.cookie });
    expect(participants.json()).toEqual({ participants: [] });
  });

  it("moves each site to a new version on its own, also to one that the other site loaded first", async () => {
    await site.tell("physician", "createStudy", { body: { document: newer("91.0.0") } });
    const before = await studiesOf();
    expect(before[0]?.protocolVersion).not.toBe("91.0.0");
    expect((await load(newer("91.0.0"))).statusCode).toBe(200);
    expect((await studiesOf())[0]?.protocolVersion).toBe("91.0.0");
    // An older text again does not lead back.
    expect((await load(document)).statusCode).toBe(200);
    expect((await studiesOf())[0]?.protocolVersion).toBe("91.0.0");
  });

  it("finds a study by the sign-in role only, which reads names and digests and no text", async () => {
    const server = new pg.Client({ connectionString: site.database.serverUrl });
    await server.connect();
    await server.query("select set_config('role', 'stroma_auth', false)");
    expect((await server.query("select code from study")).rowCount).toBe(1);
    for (const text of ["select source_text from protocol_version", "select document from protocol_version", "select title from study", "select * from study_site"]) await expect(server.query(text)).rejects.toThrow(/permission denied/u);
    await server.end();
  });
});
