import type { GradeProposal } from "@stroma/domain";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { Said } from "../checklist/checklist-row.tsx";
import { useDay } from "../day.tsx";
import { wordedReason } from "../worded.ts";

/** The machine proposes a grade; a clinician confirms or rejects it. No proposal does not mean no event. */
export function GradeProposals({ proposals }: { readonly proposals: readonly GradeProposal[] }) {
  const { infusion, mayRecord, at, timeZone } = useDay();
  const judge = (one: GradeProposal, verdict: "confirmed" | "rejected") => void infusion.record("grade-confirmed", { proposalKey: one.proposalKey, term: one.term, grade: one.grade, edition: one.edition, verdict });
  if (proposals.length === 0) return <p className="soft">{t("grade.none")}</p>;
  return (
    <ul className="quiet-list stack">
      {proposals.map((one) => (
        <li key={one.proposalKey} className="stack-tight">
          <span className="row">
            <Badge tone={one.standing === "rejected" ? "neutral" : one.grade >= 3 ? "critical" : "warning"}>{t("grade.proposal", { term: one.term, grade: one.grade })}</Badge>
            <span className="small">{one.edition}</span>
            <MeasuredQuantity quantity={one.worst} /><span className="small soft">{formatTime(one.worstAt, timeZone)}</span>
          </span>
          {one.reasons.map((reason) => <span key={reason.code} className="small">{wordedReason(reason, at, timeZone).message}</span>)}
          {one.judgedBy === null ? (
            <span className="row">
              <Button icon="check" isDisabled={!mayRecord} onPress={() => judge(one, "confirmed")}>{t("grade.confirm")}</Button>
              <Button icon="cross" isDisabled={!mayRecord} onPress={() => judge(one, "rejected")}>{t("grade.reject")}</Button>
            </span>
          ) : (
            <span className="row"><Badge tone={one.standing === "confirmed" ? "good" : "neutral"}>{t(one.standing === "confirmed" ? "grade.confirmed" : "grade.rejected")}</Badge><Said at={one.judgedBy.clinicalTime} authorId={one.judgedBy.authorId} /></span>
          )}
        </li>
      ))}
    </ul>
  );
}
