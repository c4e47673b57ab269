/** A result that arrives after release and fails: what has to be done, for whom. */
import type { Reason } from "../decision/decision.ts";
import { protocolRule, reason } from "../decision/reason.ts";
import type { PathwayId, Protocol, ReleaseTest } from "../protocol/protocol.ts";
import { dimensionOf } from "../quantity/unit.ts";
import type { Bag, Lot, TestResult } from "./lot.ts";
import { deriveRecall } from "./recall.ts";
import type { GivenBag } from "./recall.ts";
import { describeResult, judgeResult } from "./release-criterion.ts";

export type LateResultAction =
  | { readonly kind: "withdraw-lot"; readonly lotId: string; readonly because: Reason }
  | { readonly kind: "quarantine-bag"; readonly bagId: string; readonly because: Reason }
  | { readonly kind: "open-pathway"; readonly pathwayId: PathwayId; readonly infusionId: string; readonly participantId: string; readonly because: Reason }
  | { readonly kind: "notify-investigator"; readonly infusionId: string; readonly participantId: string; readonly because: Reason };

export interface LateResultInput {
  readonly protocol: Pick<Protocol, "id" | "version" | "release">;
  readonly lot: Lot;
  readonly result: TestResult;
  /** Bags of the lot; those of other lots are ignored. */
  readonly bags: readonly Bag[];
  readonly givenTo: readonly GivenBag[];
}

/**
 * The actions after a result that fails a release test of a released lot: the lot is withdrawn, every bag that nobody got
 * goes to quarantine, and every infusion that got the lot is followed up. Empty when the result passes, is still awaited,
 * belongs to no test of the protocol, or the lot was never released.
 *
 * A failed qualitative test (growth, mycoplasma) or endotoxin test opens the contamination pathway for every such
 * infusion; another failed test (viability, a marker) informs the investigator. A qualitative failure is taken for
 * contamination until a person says otherwise: it is the graver reading. A result that cannot be held against the
 * requirement is treated like a failure, because it does not show that the lot is safe.
 */
export function deriveLateResultActions(input: LateResultInput): readonly LateResultAction[] {
  const { protocol, lot, result, bags, givenTo } = input;
  if (lot.release === null || lot.release.kind === "rejected") return [];
  const test = findTest(protocol, result.testId);
  if (test === null) return [];
  const verdict = judgeResult(test, result.result);
  if (verdict === "passes" || verdict === "missing") return [];
  const code = verdict === "fails" ? "late-result-failed" : "release-result-unfit";
  const because = reason(code, `lot.${lot.code}.${test.id}`, protocolRule(protocol, `release.${test.id}`), describeResult(test, result.result), test.source);

  const recall = deriveRecall(lot.id, bags, givenTo);
  const contamination = test.kind === "qualitative" || (test.limit !== undefined && (dimensionOf(test.limit.unit)?.startsWith("endotoxin") ?? false));
  return [
    ...(lot.release.kind === "withdrawn" ? [] : [{ kind: "withdraw-lot", lotId: lot.id, because } as const]),
    ...recall.remaining.filter((bag) => bag.state !== "quarantined").map((bag) => ({ kind: "quarantine-bag", bagId: bag.bagId, because }) as const),
    ...recall.infusions.map(({ infusionId, participantId }): LateResultAction =>
      contamination ? { kind: "open-pathway", pathwayId: "contamination", infusionId, participantId, because } : { kind: "notify-investigator", infusionId, participantId, because },
    ),
  ];
}

/** The test itself, or the final test whose interim it is. Information-only tests withdraw nothing, unless they serve as an interim. */
function findTest(protocol: Pick<Protocol, "release">, testId: string): ReleaseTest | null {
  const served = protocol.release.find((one) => one.interim === testId) ?? null;
  const own = protocol.release.find((one) => one.id === testId) ?? null;
  if (own !== null && (own.required || served !== null)) return own;
  return own === null ? served : null;
}
