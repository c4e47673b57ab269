/** A site with a study, a participant and an infusion, for tests below the routes. */
import { readFileSync } from "node:fs";
import { parseProtocol } from "@stroma/domain/protocol-parser";
import type { Role } from "@stroma/domain";
import { v7 as uuidv7 } from "uuid";
import { insertPerson, setSiteRole } from "../src/store/person-store.ts";
import { insertSite } from "../src/store/site-store.ts";
import type { ReceivedEvent } from "../src/store/infusion-event-store.ts";
import type { Actor, Store, WriteScope } from "../src/store/store.ts";

export const testTime = "2026-03-04T09:00:00.000Z";

export interface TestSite {
  readonly siteId: string;
  readonly studyId: string;
  readonly protocolVersionId: string;
  readonly participantId: string;
  readonly infusionId: string;
  readonly actor: Actor;
  readonly scope: WriteScope;
}

export const actorFor = (personId: string, role: Role): Actor => ({ personId, displayName: "Test", role, roles: [role], delegations: [], deviceId: null });

const document = (() => {
  const parsed = parseProtocol(readFileSync(new URL("../../../protocols/iv-msc-baseline.yaml", import.meta.url), "utf8"));
  if (!parsed.ok) throw new Error("The safe-administration ruleset has faults.");
  return JSON.stringify(parsed.protocol);
})();

/** Two sites are enough to see one from the other. */
export async function makeSite(store: Store, name: string, example = false): Promise<TestSite> {
  const [siteId, studyId, protocolVersionId, participantId, infusionId, personId] = Array.from({ length: 6 }, () => uuidv7()) as [string, string, string, string, string, string];
  await store.auth(async (tx) => {
    await insertSite(tx, { id: siteId, name, country: "JPN", timeZone: "Asia/Tokyo", example }, testTime);
    await insertPerson(tx, { id: personId, userName: `first.${name.toLowerCase()}`, displayName: `First of ${name}`, example: false, badge: null, now: testTime });
    await setSiteRole(tx, siteId, personId, ["administrator"], []);
  });
  const actor = actorFor(personId, "administrator");
  const scope = { siteId, studyId, actor, now: testTime };
  await store.write(scope, async ({ tx, audit }) => {
    await tx.insertInto("study").values({ id: studyId, code: `STUDY-${name}`, title: `Study of ${name}`, example, created_at: testTime }).execute();
    await tx
      .insertInto("protocol_version")
      .values({ id: protocolVersionId, study_id: studyId, document_id: `protocol-${name}`, version: "1", kind: "study", document, source_text: "", sha256: "0", loaded_at: testTime })
      .execute();
    await tx.insertInto("study_site").values({ site_id: siteId, study_id: studyId, protocol_version_id: protocolVersionId }).execute();
    await tx
      .insertInto("participant")
      .values({
        site_id: siteId, id: participantId, study_id: studyId, number: "001", wristband_code: `W-${name}`, sex: "female", birth_year: 1960, last_weight: null, height: null, eligibility: null,
        dose_level: null, cohort: null, slot: null, protocol_version_id: protocolVersionId, synthetic: true, version: 1, created_at: testTime,
      })
      .execute();
    await tx
      .insertInto("infusion")
      .values({ site_id: siteId, id: infusionId, study_id: studyId, participant_id: participantId, protocol_version_id: protocolVersionId, dose_level: 1, planned_for: testTime, phase: "preparing", started_at: null, created_at: testTime })
      .execute();
    audit({ what: "test.site-made", entity: "site", entityId: siteId, from: null, to: { name } });
  });
  return { siteId, studyId, protocolVersionId, participantId, infusionId, actor, scope };
}

export function noteEvent(site: TestSite, text: string, id = uuidv7()): ReceivedEvent {
  return {
    id, infusionId: site.infusionId, type: "note-added", clinicalTime: testTime, deviceTime: testTime, receivedAt: testTime,
    authorId: site.actor.personId ?? "", authorRole: "administrator", deviceId: "browser", entry: "live", data: { text },
  };
}
