/** `stroma audit verify`: has anybody touched the audit trail? Says which entry, in which chain. */
import { type OperatorPlace, verifyAllSites, withOperatorStore } from "@stroma/server";
import type { Outcome } from "../outcome.ts";

export async function auditVerify(place: OperatorPlace): Promise<Outcome> {
  const chains = await withOperatorStore(place, ({ store, heads }) => verifyAllSites(store, heads));
  const ok = chains.every((chain) => chain.ok);
  const lines = chains.map((chain) => {
    const name = `site ${chain.siteId}, ${chain.studyId === null ? "the site's own affairs" : `study ${chain.studyId}`}: ${chain.entries} entries`;
    return chain.ok ? `${name}, untouched` : [`${name}, NOT untouched`, ...chain.findings.map((finding) => `    ${finding.kind}: ${finding.message}`)].join("\n");
  });
  return { exitCode: ok ? 0 : 1, json: { ok, chains }, text: [...lines, ok ? "Every chain is whole." : "The audit trail was altered."].join("\n") };
}
