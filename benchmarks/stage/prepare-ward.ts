/** Sites with a study, participants and planned infusions, made through the application's own commands beside its running server. */
import { readFileSync } from "node:fs";
import { withOperatorStore } from "@stroma/server";
import { v7 as uuidv7 } from "uuid";
import { hashToken, newToken } from "../../apps/server/src/auth/secrets.ts";
import type { CommandContext } from "../../apps/server/src/commands/command-context.ts";
import { createParticipant } from "../../apps/server/src/commands/create-participant.ts";
import { createStudy } from "../../apps/server/src/commands/create-study.ts";
import { planInfusion } from "../../apps/server/src/commands/plan-infusion.ts";
import { shippedFolder } from "../../apps/server/src/commands/shipped-rulesets.ts";
import { insertDevice } from "../../apps/server/src/store/device-store.ts";
import { insertPerson, setSiteRole } from "../../apps/server/src/store/person-store.ts";
import { insertSession } from "../../apps/server/src/store/session-store.ts";
import { insertSite } from "../../apps/server/src/store/site-store.ts";
import type { Store } from "../../apps/server/src/store/store.ts";

export interface BenchInfusion {
  readonly id: string;
  readonly participantNumber: string;
}
export interface BenchSite {
  readonly siteId: string;
  readonly studyId: string;
  readonly infusions: readonly BenchInfusion[];
  /** Session tokens of nurses, each a person of its own who is signed in. */
  readonly nurses: readonly string[];
  readonly gatewayToken: string;
}

const wholeDay = 86_400_000;

export function prepareWard(data: string, size: { readonly sites: number; readonly infusionsEach: number; readonly nursesEach: number }): Promise<BenchSite[]> {
  return withOperatorStore({ data, databaseUrl: null }, async ({ store }) => {
    const sites: BenchSite[] = [];
    for (let number = 1; number <= size.sites; number++) sites.push(await makeSite(store, number, size));
    return sites;
  });
}

async function makeSite(store: Store, number: number, { infusionsEach, nursesEach }: { readonly infusionsEach: number; readonly nursesEach: number }): Promise<BenchSite> {
  const siteId = uuidv7();
  const now = new Date().toISOString();
  await store.auth((tx) => insertSite(tx, { id: siteId, name: `Benchmark site ${number}`, country: "JP", timeZone: "Asia/Tokyo", example: true }, now));
  const nurses: string[] = [];
  for (let nurse = 1; nurse <= nursesEach; nurse++) nurses.push(await signedInNurse(store, siteId, `nurse-${number}-${nurse}`, now));
  const actor = { personId: null, displayName: "Benchmark", role: "system", roles: [], delegations: [], deviceId: "benchmark" } as const;
  const context: CommandContext = { store, siteId, actor, now, newId: uuidv7 };
  const studyId = await loadStudy(context, number);
  const infusions: BenchInfusion[] = [];
  for (let one = 1; one <= infusionsEach; one++) infusions.push(await planOne(context, studyId, `B${number}-${String(one).padStart(3, "0")}`));
  const gatewayToken = newToken();
  await store.auth((tx) => insertDevice(tx, { id: uuidv7(), siteId, name: "Monitor gateway", kind: "gateway", tokenHash: hashToken(gatewayToken), now, createdBy: null }));
  return { siteId, studyId, infusions, nurses, gatewayToken };
}

async function signedInNurse(store: Store, siteId: string, userName: string, now: string): Promise<string> {
  const id = uuidv7();
  const token = newToken();
  await store.auth(async (tx) => {
    await insertPerson(tx, { id, userName, displayName: userName, example: true, badge: null, now });
    await setSiteRole(tx, siteId, id, ["nurse"], []);
    await insertSession(tx, { tokenHash: hashToken(token), personId: id, deviceId: null, now, expiresAt: new Date(Date.now() + wholeDay).toISOString() });
  });
  return token;
}

/** A study belongs to one site of a server, so each site gets the shipped document under a name of its own. */
async function loadStudy(context: CommandContext, number: number): Promise<string> {
  const document = readFileSync(`${shippedFolder}/sepsis-phase-1.yaml`, "utf8").replace(/^id: .*$/mu, `id: benchmark-${number}`);
  return (await createStudy(context, { document }, { example: true })).studyId;
}

async function planOne(context: CommandContext, studyId: string, participantNumber: string): Promise<BenchInfusion> {
  const weight = { quantity: { value: 70, unit: "kg" }, at: context.now };
  const participant = await createParticipant(context, studyId, { number: participantNumber, wristbandCode: `WB-${participantNumber}`, sex: "female", birthYear: 1960, weight, height: { value: 165, unit: "cm" }, synthetic: true });
  const { id } = await planInfusion(context, { participantId: participant.id, plannedFor: context.now, bagIds: [] });
  return { id, participantNumber };
}
