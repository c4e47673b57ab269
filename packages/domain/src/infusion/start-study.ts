/** Conditions of the study and the participant: limits, consent, eligibility, dose level, slot, stagger, holds, re-challenge. */
import type { Decision, Reason, Seen } from "../decision/decision.ts";
import { decide, ownRule, protocolRule, reason } from "../decision/reason.ts";
import type { ReasonCode } from "../decision/reason-catalogue.ts";
import type { Consent } from "../participant/participant.ts";
import type { Protocol } from "../protocol/protocol.ts";
import { valueIn } from "../quantity/unit.ts";
import type { Instant } from "./infusion-event.ts";
import { millisecondsOf } from "./instant.ts";
import type { StartContext } from "./start-context.ts";
import { finding, together } from "./start-findings.ts";
import type { Findings } from "./start-findings.ts";

export function findStudyConditions(context: StartContext): Findings {
  const say = (code: ReasonCode, path: string) => reason(code, path, ownRule("start-permission"));
  const answer = (value: boolean | null, path: string, codes: readonly [met: ReasonCode, not: ReasonCode, unknown: ReasonCode]): Findings =>
    finding(value === true ? [] : [say(value === null ? codes[2] : codes[1], path)], say(codes[0], path));
  return together([
    answer(context.limitsConfirmed, "limits", ["start-limits-confirmed", "start-limits-unconfirmed", "start-limits-unknown"]),
    findConsent(context),
    ...findEligibility(context),
    answer(context.doseLevelOpen, "dose.level", ["start-dose-level-open", "start-dose-level-closed", "start-dose-level-unknown"]),
    answer(context.slotHeld, "slot", ["start-slot-held", "start-slot-missing", "start-slot-unknown"]),
    findStagger(context, "stagger-between-participants", context.previousStartInCohort),
    findStagger(context, "stagger-between-cohorts", context.lastStartInPreviousCohort),
    findHolds(context),
    findRechallenge(context),
  ]);
}

type ConsentContext = Pick<StartContext, "consents" | "participant" | "protocol" | "now">;

/** Is a consent in force at `now`: the same question as at the start, for lists and for the participant's page. */
export function decideConsent(context: ConsentContext): Decision {
  const { unmet, met } = findConsent(context);
  return decide(protocolRule(context.protocol, "consent"), unmet, met);
}

/** Is the participant eligible by the answers given so far: every criterion satisfied, unknown counts as unmet. */
export function decideEligibility(context: Pick<StartContext, "eligibility" | "protocol">): Decision {
  const { unmet, met } = together(findEligibility(context));
  return decide(protocolRule(context.protocol, "eligibility"), unmet, met);
}

/** One consent has to satisfy everything; where none does, the one that comes nearest is explained. */
function findConsent({ consents, participant, protocol, now }: ConsentContext): Findings {
  const rule = protocolRule(protocol, "consent");
  const met = reason("consent-in-force", "consent", rule, { version: protocol.consent.version });
  if (consents === null) return finding([reason("consent-unknown", "consent", rule)], met);
  const own = consents.filter((consent) => consent.participantId === participant.id).toSorted((a, b) => (a.signedAt < b.signedAt ? 1 : -1));
  const faults = own.map((consent) => consentFaults(consent, own, protocol, now)).toSorted((a, b) => a.length - b.length);
  return finding(faults[0] ?? [reason("consent-missing", "consent", rule, { version: protocol.consent.version })], met);
}

/** A withdrawal ends every consent that was signed before it. */
function consentFaults(consent: Consent, own: readonly Consent[], protocol: Protocol, now: Instant): Reason[] {
  const faults: Reason[] = [];
  const add = (code: ReasonCode, saw: Record<string, Seen>) => void faults.push(reason(code, "consent", protocolRule(protocol, "consent"), saw));
  const { version, signers, scopes } = protocol.consent;
  if (consent.version !== version) add("consent-version-other", { signed: consent.version, version });
  if (!signers.includes(consent.signer)) add("consent-signer-not-allowed", { signer: consent.signer });
  for (const scope of scopes) if (scope.required && !consent.scopes.includes(scope.id)) add("consent-scope-missing", { scope: scope.title });
  const withdrawnAt = own.map((other) => other.withdrawnAt).find((at) => at !== null && at >= consent.signedAt) ?? consent.withdrawnAt;
  if (withdrawnAt !== null) add("consent-withdrawn", { withdrawnAt });
  if (consent.signedAt > now) add("consent-signed-later", { signedAt: consent.signedAt, now });
  return faults;
}

/** `true` satisfies the protocol for either kind: an inclusion criterion is there, an exclusion criterion is ruled out. */
function findEligibility({ eligibility, protocol }: Pick<StartContext, "eligibility" | "protocol">): Findings[] {
  const rule = protocolRule(protocol, "eligibility");
  if (eligibility === null) return [{ unmet: [reason("eligibility-unknown", "eligibility", rule)], met: [] }];
  return protocol.eligibility.map((criterion) => {
    const path = `eligibility.${criterion.id}`;
    const answer = Object.hasOwn(eligibility, criterion.id) ? (eligibility[criterion.id] ?? null) : null;
    const say = (code: ReasonCode) => reason(code, path, rule, { criterion: criterion.text, kind: criterion.kind }, criterion.source);
    return finding(answer === true ? [] : [say(answer === null ? "eligibility-criterion-unknown" : "eligibility-criterion-unmet")], say("eligibility-criterion-met"));
  });
}

/** Where the protocol sets no stagger there is none to keep. */
function findStagger({ protocol, now }: StartContext, limitId: "stagger-between-participants" | "stagger-between-cohorts", previous: Instant | "none" | null): Findings {
  const limit = protocol.limits[limitId];
  if (limit === undefined) return { unmet: [], met: [] };
  const elapsed = previous === null || previous === "none" ? null : (millisecondsOf(now) - millisecondsOf(previous)) / 3_600_000;
  const say = (code: ReasonCode) => reason(code, limitId, protocolRule(protocol, `limit.${limitId}`), { previous, value: elapsed, unit: "h", limit: limit.value, limitUnit: limit.unit }, limit.source);
  if (previous === null) return finding([say("stagger-unknown")], say("stagger-kept"));
  return finding(elapsed !== null && elapsed < valueIn(limit, "h") ? [say("stagger-not-over")] : [], say("stagger-kept"));
}

function findHolds({ safetyHolds }: StartContext): Findings {
  const rule = ownRule("safety-hold");
  const met = reason("start-no-hold", "hold", rule);
  if (safetyHolds === null) return finding([reason("safety-hold-unknown", "hold", rule)], met);
  return finding(safetyHolds.map((hold) => reason("safety-hold", `hold.${hold.id}`, rule, { reason: hold.reason })), met);
}

function findRechallenge({ earlierInfusions, protocol }: StartContext): Findings {
  const met = reason("rechallenge-free", "rechallenge", protocolRule(protocol, "rechallenge"));
  if (earlierInfusions === null) return finding([reason("rechallenge-unknown", "rechallenge", protocolRule(protocol, "rechallenge"))], met);
  const opened = new Set(earlierInfusions.flatMap((infusion) => infusion.pathways));
  const barred = protocol.rechallenge.filter((bar) => bar.pathways.some((pathway) => opened.has(pathway)));
  return finding(barred.map((bar) => reason("rechallenge-barred", `rechallenge.${bar.id}`, protocolRule(protocol, "rechallenge"), { text: bar.text }, bar.source)), met);
}
