/** `stroma audit verify`: has anybody touched the audit trail? Says which entry, in which chain. */
import { type OperatorPlace, verifyAllSites, withOperatorStore } from "@stroma/server";
import type { Outcome } from "../outcome.ts";

export async function auditVerify(place: OperatorPlace): Promise<Outcome> {
  const { chains, headsKept } = await withOperatorStore(place, async ({ store, heads }) => ({ chains: await verifyAllSites(store, heads), headsKept: heads.newest.size }));
  if (chains.length === 0) return { exitCode: 0, json: { ok: true, headsKept, chains }, text: "There is no audit trail yet." };
  // Without a signed head outside the database nobody can say that nothing was cut off or written anew.
  const headsGone = headsKept === 0;
  const ok = !headsGone && chains.every((chain) => chain.ok);
  const lines = chains.map((chain) => {
    const name = `site ${chain.siteId}, ${chain.studyId === null ? "the site's own affairs" : `study ${chain.studyId}`}: ${chain.entries} entries`;
    return chain.ok ? `${name}, untouched` : [`${name}, NOT untouched`, ...chain.findings.map((finding) => `    ${finding.kind}: ${finding.message}`)].join("\n");
  });
  const verdict = headsGone
    ? `${place.data} holds no signed heads: whether entries were cut off or written anew cannot be said. Name the server's data folder with --data.`
    : ok
      ? "Every chain is whole."
      : "The audit trail was altered.";
  return { exitCode: ok ? 0 : 1, json: { ok, headsKept, chains }, text: [...lines, verdict].join("\n") };
}
