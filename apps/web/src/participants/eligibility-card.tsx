import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Card } from "../ui/page.tsx";
import { SourceTip } from "../ui/source-tip.tsx";
import { ErrorPanel } from "../ui/states.tsx";
import { EligibleBadge } from "./eligible-badge.tsx";
import type { ParticipantPart } from "./participant-page.tsx";

type Answer = "yes" | "no" | "unknown";
const asAnswer = (value: boolean | null | undefined): Answer | null => (value === undefined ? null : value === null ? "unknown" : value ? "yes" : "no");

/** Every criterion answered yes, no or unknown; none is answered beforehand. */
export function EligibilityCard({ answer: { participant, eligibility }, study }: ParticipantPart) {
  const siteId = useSiteId();
  const session = useSession();
  const criteria = study.protocol.eligibility;
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer | null>>>(() => Object.fromEntries(criteria.map((criterion) => [criterion.id, asAnswer(eligibility?.[criterion.id])])));
  const save = useWrite("recordEligibility", { done: t("eligibility.saved") });
  const mayAnswer = session.may("recordEligibility");
  const given = Object.entries(answers).filter((entry): entry is [string, Answer] => entry[1] !== null);
  const body = { expectedVersion: participant.version, answers: Object.fromEntries(given.map(([id, value]) => [id, value === "unknown" ? null : value === "yes"])) };
  return (
    <Card title={t("eligibility.title")} actions={<EligibleBadge eligible={participant.eligible} />}>
      <p className="soft">{t("eligibility.how")}</p>
      {(["inclusion", "exclusion"] as const).map((kind) => (
        <div key={kind} className="stack">
          <h3>{t(`protocol.${kind}`)}</h3>
          {criteria.filter((criterion) => criterion.kind === kind).map((criterion) => (
            <div key={criterion.id} className="stack-tight">
              <span>{criterion.text} <SourceTip source={criterion.source}>{t("reason.source")}</SourceTip></span>
              <Choice hideLabel label={criterion.text} isDisabled={!mayAnswer} options={[{ id: "yes", title: t("eligibility.met") }, { id: "no", title: t("eligibility.not-met") }, { id: "unknown", title: t("eligibility.not-known") }]} value={answers[criterion.id] ?? null} onChange={(value) => setAnswers((now) => ({ ...now, [criterion.id]: value }))} />
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
