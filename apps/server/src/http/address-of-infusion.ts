/** Where the record of an infusion is read, so that a browser can ask for it while it still loads the application. */
import { operations } from "@stroma/api/operations";
import { validate as isUuid } from "uuid";
import { permit } from "../auth/permit.ts";
import type { Session } from "../auth/session.ts";
import { findInfusion } from "../store/infusion-store.ts";
import type { Store } from "../store/store.ts";

/** @returns null where the person may not read it, at any site of theirs, or where there is none. */
export async function addressOfInfusion(store: Pick<Store, "read">, session: Session, infusionId: string): Promise<string | null> {
  if (!isUuid(infusionId)) return null;
  for (const { site } of session.memberships) {
    if (!permit("readInfusion", session, site.id).allowed) continue;
    if ((await store.read(site.id, (tx) => findInfusion(tx, site.id, infusionId))) !== null) return `${operations.readInfusion.path.replace("{siteId}", site.id).replace("{infusionId}", infusionId)}?series=columns`;
  }
  return null;
}
