/** May a lot be released, finally or conditionally? */
import type { Decision, Reason } from "../decision/decision.ts";
import { decide, protocolRule, reason } from "../decision/reason.ts";
import type { Instant } from "../infusion/infusion-event.ts";
import type { Protocol, ReleaseTest } from "../protocol/protocol.ts";
import type { Delegation } from "../terminology/role.ts";
import { assessExpiry } from "./assess-expiry.ts";
import type { Lot, TestResult } from "./lot.ts";
import { describeResult, judgeResult, latestResult } from "./release-criterion.ts";

type ReleaseProtocol = Pick<Protocol, "id" | "version" | "release">;
export type ReleaseKind = "final" | "conditional";

/** Who signs; `quality-release` is needed. */
export interface ReleaseSigner {
  readonly delegations: readonly Delegation[];
}

const signingDelegation: Delegation = "quality-release";
const anyStage: readonly TestResult["stage"][] = ["interim", "final"];

/**
 * Allowed when the signer holds the delegation `quality-release`, the lot's release is still open (none yet, or
 * conditional and now final), the donor is eligible, the lot is in date, and every required test of the protocol passes.
 * Everything unknown counts as unmet.
 *
 * Of each test the latest final result reported by `now` counts. The cases of one test, in order:
 * 1. a final result that fails or cannot be held against the requirement: unmet;
 * 2. an interim result of it that fails: unmet, also beside a final result that passes: two results that contradict each
 *    other are for quality to explain, with a corrected interim result;
 * 3. a final result that passes: met;
 * 4. no final result: unmet for a final release; for a conditional one met only where the protocol names an `interim`
 *    test and its latest result passes.
 * A test that is not required is information: its result is listed and decides nothing. The test `passage` is held
 * against the lot's passage where no result is recorded for it. A test that serves as another's interim counts at any stage.
 */
export function decideRelease(protocol: ReleaseProtocol, lot: Lot, kind: ReleaseKind, now: Instant, signer: ReleaseSigner): Decision {
  const rule = protocolRule(protocol, `release.${kind}`);
  const lotPath = `lot.${lot.code}`;
  const unmet: Reason[] = [];
  const met: Reason[] = [];

  const delegated = signer.delegations.includes(signingDelegation);
  (delegated ? met : unmet).push(reason(delegated ? "release-signer-delegated" : "release-signer-not-delegated", "signer", rule, { delegation: signingDelegation }));

  const earlier = lot.release?.kind ?? null;
  if (earlier !== null && !(earlier === "conditional" && kind === "final")) unmet.push(reason("lot-release-closed", lotPath, rule, { lot: lot.code, release: earlier, kind }));

  const donor = lot.donorEligible === null ? "donor-eligibility-unknown" : lot.donorEligible ? "donor-eligible" : "donor-not-eligible";
  (donor === "donor-eligible" ? met : unmet).push(reason(donor, lotPath, rule, { lot: lot.code }));

  const expiry = assessExpiry(lot, now);
  (expiry.code === "lot-in-date" ? met : unmet).push(expiry);

  if (!protocol.release.some((test) => test.required)) unmet.push(reason("release-no-tests", "protocol.release", rule));
  for (const test of protocol.release) {
    const verdict = assessTest(protocol, lot, test, kind, now);
    if (verdict !== null) (verdict.met ? met : unmet).push(verdict.because);
  }
  return decide(rule, unmet, met);
}

interface TestVerdict {
  readonly met: boolean;
  readonly because: Reason;
}

function assessTest(protocol: ReleaseProtocol, lot: Lot, test: ReleaseTest, kind: ReleaseKind, now: Instant): TestVerdict | null {
  const rule = protocolRule(protocol, `release.${test.id}`);
  const path = `lot.${lot.code}.${test.id}`;
  const servesAsInterim = protocol.release.some((one) => one.interim === test.id);
  const result = latestResult(lot, test.id, servesAsInterim ? anyStage : ["final"], now)?.result ?? passageOf(lot, test);
  const saw = describeResult(test, result);
  const verdict = judgeResult(test, result);

  if (!test.required) return result === null ? null : { met: true, because: reason("release-test-informative", path, rule, saw, test.source) };
  if (verdict === "fails") return { met: false, because: reason("release-test-failed", path, rule, saw, test.source) };
  if (verdict === "unfit") return { met: false, because: reason("release-result-unfit", path, rule, saw, test.source) };

  const interim = assessInterim(protocol, lot, test, now);
  if (interim?.because.code === "release-interim-failed") return interim;
  if (verdict === "passes") return { met: true, because: reason("release-test-passed", path, rule, saw, test.source) };
  if (kind === "final") return { met: false, because: reason("release-test-missing", path, rule, { title: test.title }, test.source) };
  return interim ?? { met: false, because: reason("release-test-no-interim", path, rule, { title: test.title }, test.source) };
}

/** `null` where the protocol names no interim test. An interim test without a definition of its own has the final test's requirement. */
function assessInterim(protocol: ReleaseProtocol, lot: Lot, test: ReleaseTest, now: Instant): TestVerdict | null {
  if (test.interim === undefined) return null;
  const rule = protocolRule(protocol, `release.${test.id}`);
  const path = `lot.${lot.code}.${test.id}`;
  const definition = protocol.release.find((one) => one.id === test.interim) ?? test;
  const stages = test.interim === test.id ? (["interim"] as const) : anyStage;
  const result = latestResult(lot, test.interim, stages, now)?.result ?? null;
  const saw = { ...describeResult(definition, result), title: test.title, interim: test.interim };
  switch (judgeResult(definition, result)) {
    case "passes":
      return { met: true, because: reason("release-interim-passed", path, rule, saw, test.source) };
    case "fails":
      return { met: false, because: reason("release-interim-failed", path, rule, saw, test.source) };
    case "unfit":
      return { met: false, because: reason("release-result-unfit", path, rule, saw, test.source) };
    case "missing":
      return { met: false, because: reason("release-interim-missing", path, rule, saw, test.source) };
  }
}

function passageOf(lot: Lot, test: ReleaseTest): TestResult["result"] {
  return test.id === "passage" && lot.passage !== null ? { kind: "number", quantity: { value: lot.passage, unit: "1" } } : null;
}
