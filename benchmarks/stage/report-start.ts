import { v7 as uuidv7 } from "uuid";
import { openConnection } from "./http-connection.ts";
import type { BenchInfusion, BenchSite } from "./prepare-ward.ts";

/** The infusion starts as a reported fact, as from paper: no condition keeps it from being recorded. */
export async function reportStart(port: number, site: BenchSite, infusion: BenchInfusion, at: Date): Promise<void> {
  const connection = await openConnection(port);
  const time = at.toISOString();
  const event = { id: uuidv7(), type: "infusion-started", clinicalTime: time, deviceTime: time, entry: "live", data: { bagId: uuidv7(), rate: { value: 2, unit: "mL/min" }, authorisationId: null } };
  const answer = await connection.post(`/api/v1/sites/${site.siteId}/infusions/${infusion.id}/events`, `cookie: stroma_session=${site.nurses[0]}\r\n`, JSON.stringify({ sentAt: new Date().toISOString(), events: [event] }));
  connection.close();
  if (!answer.body.includes('"accepted"')) throw new Error(`The start was not kept: ${answer.status} ${answer.body.slice(0, 500)}`);
}
