/** Finds the ruleset that a document builds on and lays the document over it. */
import { checkTightening } from "./check-tightening.ts";
import { overlayProtocol } from "./overlay-protocol.ts";
import { entryOf, textOf } from "./plain-value.ts";
import { faultAt, type DocumentPath, type UnlocatedFault } from "./protocol-fault.ts";
import type { ProtocolDocument } from "./protocol-schema.ts";
import type { Protocol } from "./protocol.ts";

/** Gives a resolved protocol by id and exact version, or `null`. */
export type FindRuleset = (id: string, version: string) => Protocol | null;

export interface FoundRuleset {
  readonly base: Protocol | null;
  readonly faults: readonly UnlocatedFault[];
}

/** The ruleset that a document names; `base` is `null` for a document without `extends` and for a ruleset that is not at hand. */
export function findRuleset(document: unknown, find: FindRuleset): FoundRuleset {
  const [id, version] = [textOf(entryOf(document, "extends", "id")), textOf(entryOf(document, "extends", "version"))];
  if (id === null || version === null) return { base: null, faults: [] };
  const base = find(id, version);
  if (base === null) return { base: null, faults: [faultAt(["extends"], "protocol-extends-unknown", { id, version })] };
  return base.kind === "ruleset" ? { base, faults: [] } : { base: null, faults: [faultAt(["extends"], "protocol-extends-not-ruleset", { id, version })] };
}

/**
 * Lays a faultless document over its ruleset.
 *
 * Returns the faults instead where the document is less strict than the ruleset and gives no reason.
 *
 * @param document plain data without faults of shape or reference
 * @param base the resolved ruleset, `null` for a document that stands alone
 */
export function resolveProtocol(document: ProtocolDocument, base: Protocol | null): { readonly ok: true; readonly protocol: Protocol } | { readonly ok: false; readonly faults: readonly UnlocatedFault[] } {
  const faults = base === null ? [] : checkTightening(document, base, everythingIsSound);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, protocol: overlayProtocol(base, document) };
}

function everythingIsSound(_path: DocumentPath): boolean {
  return true;
}
