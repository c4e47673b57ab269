import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Card } from "../ui/page.tsx";
import { SourceTip } from "../ui/source-tip.tsx";
import { ErrorPanel } from "../ui/states.tsx";
import { fromRecorded, toRecorded, type CriterionAnswer } from "./eligibility-answer.ts";
import { EligibleBadge } from "./eligible-badge.tsx";
import type { ParticipantPart } from "./participant-page.tsx";


/** Every criterion answered yes, no or unknown; none is answered beforehand. */
export function EligibilityCard({ answer: { participant, eligibility }, study }: ParticipantPart) {
  const siteId = useSiteId();
  const session = useSession();
  const criteria = study.protocol.eligibility;
  const [answers, setAnswers] = useState<Readonly<Record<string, CriterionAnswer | null>>>(() => Object.fromEntries(criteria.map((criterion) => [criterion.id, fromRecorded(criterion.kind, eligibility?.[criterion.id])])));
  const save = useWrite("recordEligibility", { done: t("eligibility.saved") });
  const mayAnswer = session.may("recordEligibility");
  const given = criteria.flatMap((criterion) => {
    const value = answers[criterion.id] ?? null;
    return value === null ? [] : [[criterion.id, toRecorded(criterion.kind, value)] as const];
  });
  const body = { expectedVersion: participant.version, answers: Object.fromEntries(given) };
  return (
    <Card title={t("eligibility.title")} actions={<EligibleBadge eligible={participant.eligible} />}>
      <p className="soft">{t("eligibility.how")}</p>
      {(["inclusion", "exclusion"] as const).map((kind) => (
        <div key={kind} className="stack">
          <h3>{t(`protocol.${kind}`)}</h3>
          {criteria.filter((criterion) => criterion.kind === kind).map((criterion) => (
            <div key={criterion.id} className="stack-tight">
              <span>{criterion.text} <SourceTip source={criterion.source}>{t("reason.source")}</SourceTip></span>
              <Choice hideLabel label={criterion.text} isDisabled={!mayAnswer} options={[{ id: "applies", title: t("eligibility.applies") }, { id: "does-not-apply", title: t("eligibility.does-not-apply") }, { id: "unknown", title: t("eligibility.not-known") }]} value={answers[criterion.id] ?? null} onChange={(value) => setAnswers((now) => ({ ...now, [criterion.id]: value }))} />
            </div>
          ))}
        </div>
      ))}
      {save.isError && <ErrorPanel error={save.error} />}
      {mayAnswer ? (
        <div className="row-end">
          <span className="soft">{t("eligibility.open", { count: criteria.length - given.length })}</span>
          <Button variant="primary" isDisabled={given.length === 0} isPending={save.isPending} onPress={() => save.mutate({ params: { siteId, participantId: participant.id }, body })}>{t("eligibility.save")}</Button>
        </div>
      ) : (
        <p className="soft">{t("eligibility.who")}</p>
      )}
    </Card>
  );
}
