/**
 * Loads the example site on the first start only. Everything clinical goes through the same commands and the same gate
 * as a person's work; every step looks first whether it is done, so that a start that was cut short goes on.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Protocol } from "@stroma/domain";
import { v7 as uuidv7 } from "uuid";
import { loadExampleParticipants } from "./example-participants.ts";
import { hashSecret } from "../auth/secrets.ts";
import type { CommandContext } from "../commands/command-context.ts";
import { createLot } from "../commands/create-lot.ts";
import { createStudy } from "../commands/create-study.ts";
import { planInfusion } from "../commands/plan-infusion.ts";
import { recordTestResult } from "../commands/record-test-result.ts";
import { releaseLot } from "../commands/release-lot.ts";
import { setDoseLevel } from "../commands/set-dose-level.ts";
import { shippedFolder } from "../commands/shipped-rulesets.ts";
import { findBagsOfLot } from "../store/bag-store.ts";
import { findInfusionsOfParticipant } from "../store/infusion-store.ts";
import { findLots } from "../store/lot-store.ts";
import { findPeopleWithRole, findPersonBy, insertPerson, setCredential, setSiteRole } from "../store/person-store.ts";
import { findServerSetting, insertServerSetting } from "../store/server-setting-store.ts";
import { findSites, insertSite } from "../store/site-store.ts";
import type { Store } from "../store/store.ts";
import { findStudy } from "../store/study-store.ts";
import { exampleLotInput, exampleResults } from "./example-lot.ts";
import { examplePeople } from "./example-people.ts";
import type { ExamplePersonKey } from "./example-people.ts";

export interface ExampleOptions {
  /** Real time in milliseconds since 1970. */
  readonly realNow: () => number;
  readonly newId?: () => string;
  readonly protocolsFolder?: string;
}
export interface LoadedExamples {
  readonly siteId: string;
  readonly studyId: string;
  readonly people: Readonly<Record<ExamplePersonKey, string>>;
}

const settingKey = "examples";

/** @returns what was loaded; `null` where the examples had been loaded before. */
export async function loadExamples(store: Store, options: ExampleOptions): Promise<LoadedExamples | null> {
  if ((await store.auth((tx) => findServerSetting(tx, settingKey))) !== null) return null;
  const now = new Date(options.realNow()).toISOString();
  const newId = options.newId ?? uuidv7;
  const siteId = await loadSite(store, newId, now);
  const people = await loadPeople(store, siteId, newId, now);
  const as = (key: ExamplePersonKey): CommandContext => {
    const person = examplePeople[key];
    const actor = { personId: people[key], displayName: person.displayName, role: "system", roles: [person.role], delegations: person.delegations, deviceId: null } as const;
    return { store, siteId, newId, now, actor };
  };
  const document = readFileSync(join(options.protocolsFolder ?? shippedFolder, "sepsis-phase-1.yaml"), "utf8");
  const { studyId } = await createStudy(as("physician"), { document }, { example: true });
  const { protocol } = (await store.read(siteId, (tx) => findStudy(tx, siteId, studyId))) ?? missing("study");
  await setDoseLevel(as("physician"), studyId, 1, { open: true, reason: "Example: the first dose level is open." });
  const first = await loadExampleParticipants(as("physician"), studyId, protocol);
  await loadLots(as("cellProcessing"), studyId, protocol);
  await planExample(as("physician"), studyId, first);
  await store.auth((tx) => insertServerSetting(tx, settingKey, { siteId, loadedAt: now }));
  return { siteId, studyId, people };
}

function missing(what: string): never {
  throw new Error(`The example ${what} is not there.`);
}

async function loadSite(store: Store, newId: () => string, now: string): Promise<string> {
  return store.auth(async (tx) => {
    const known = (await findSites(tx)).find((site) => site.example);
    const id = known?.id ?? newId();
    if (known === undefined) await insertSite(tx, { id, name: "Example site", country: "JP", timeZone: "Asia/Tokyo", example: true }, now);
    for (const personId of await findPeopleWithRole(tx, "administrator")) await setSiteRole(tx, id, personId, ["administrator"], []);
    return id;
  });
}

async function loadPeople(store: Store, siteId: string, newId: () => string, now: string): Promise<Record<ExamplePersonKey, string>> {
  const ids = {} as Record<ExamplePersonKey, string>;
  for (const [key, person] of Object.entries(examplePeople) as [ExamplePersonKey, (typeof examplePeople)[ExamplePersonKey]][]) {
    const pinHash = await hashSecret(person.pin);
    ids[key] = await store.auth(async (tx) => {
      const known = await findPersonBy(tx, { userName: person.userName });
      const id = known?.id ?? newId();
      if (known === null) await insertPerson(tx, { id, userName: person.userName, displayName: person.displayName, example: true, badge: person.badge, now });
      await setSiteRole(tx, siteId, id, [person.role], person.delegations);
      await setCredential(tx, id, { pinHash }, now);
      return id;
    });
  }
  return ids;
}

/** One lot finally released for the first participant, one whose sterility is awaited. */
async function loadLots(context: CommandContext, studyId: string, protocol: Protocol): Promise<void> {
  const known = await context.store.read(context.siteId, (tx) => findLots(tx, context.siteId, studyId));
  for (const { code, awaiting } of [{ code: "EXAMPLE-LOT-1", awaiting: "nothing" }, { code: "EXAMPLE-LOT-2", awaiting: "what-may-wait" }] as const) {
    let lot = known.find((one) => one.code === code) ?? (await createLot(context, studyId, exampleLotInput(code, context.now)));
    for (const result of exampleResults(protocol, awaiting)) {
      if (lot.results.some((one) => one.testId === result.testId && one.stage === result.stage)) continue;
      lot = (await recordTestResult(context, lot.id, { ...result, expectedVersion: lot.version })).lot;
    }
    if (awaiting === "what-may-wait" || lot.release !== null) continue;
    const release = { expectedVersion: lot.version, kind: "final", reason: "Example: all final results are in.", pin: examplePeople.cellProcessing.pin } as const;
    await releaseLot(context, lot.id, release, { address: "examples", realNow: context.now });
  }
}

async function planExample(context: CommandContext, studyId: string, participantId: string): Promise<void> {
  const { store, siteId } = context;
  if ((await store.read(siteId, (tx) => findInfusionsOfParticipant(tx, siteId, participantId))).length > 0) return;
  const lot = (await store.read(siteId, (tx) => findLots(tx, siteId, studyId))).find((one) => one.release?.kind === "final") ?? missing("lot");
  const [bag] = (await store.read(siteId, (tx) => findBagsOfLot(tx, siteId, lot.id))).filter((one) => one.state === "released");
  await planInfusion(context, { participantId, plannedFor: context.now, bagIds: [(bag ?? missing("bag")).id] });
}
