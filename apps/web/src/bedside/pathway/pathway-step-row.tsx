import type { AssessedStep } from "@stroma/domain";
import { formatSpan, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { SourceTip } from "../../ui/source-tip.tsx";
import { useDay } from "../day.tsx";

/** One step: what, who, its clock, and whether it is done. A repeating step stays to be done again. */
export function PathwayStepRow({ openedBy, assessed, isNext }: { readonly openedBy: string; readonly assessed: AssessedStep; readonly isNext: boolean }) {
  const { infusion, state, at, timeZone, mayRecord, nameOf } = useDay();
  const { step } = assessed;
  const last = state.pathways.find((one) => one.openedBy === openedBy)?.steps.filter((event) => event.data.stepId === step.id).at(-1) ?? null;
  const answer = (outcome: "done" | "not-applicable") => void infusion.record("pathway-step-done", { openedBy, stepId: step.id, outcome });
  const left = assessed.dueAt === null ? null : Date.parse(assessed.dueAt) - Date.parse(at);
  const isSettled = assessed.state === "done" || assessed.state === "not-applicable";
  return (
    <li className="pathway-step" data-state={assessed.state} data-next={isNext ? "" : undefined}>
      <div className="stack-tight">
        <strong>{step.text}</strong>
        <span className="row small">
          <span>{t("pathway.by", { roles: step.who.map((role) => t(`role.${role}`)).join(", ") })}</span>
          <SourceTip source={step.due?.source ?? step.source}>{t("reason.source")}</SourceTip>
          {last !== null && <span>{t("bedside.said", { name: nameOf(last.authorId), at: formatTime(last.clinicalTime, timeZone) })}</span>}
          {assessed.times > 1 && <span>{t("pathway.times", { count: assessed.times })}</span>}
        </span>
      </div>
      <span className="pathway-clock">
        {assessed.state === "done" && <Badge tone="good">{t("pathway.done")}</Badge>}
        {assessed.state === "not-applicable" && <Badge>{t("pathway.not-applicable")}</Badge>}
        {!isSettled && left !== null && (left >= 0 ? <Badge tone="info" icon="clock">{t("clock.left", { span: formatSpan(left) })}</Badge> : <Badge tone="critical">{t("clock.over", { span: formatSpan(-left) })}</Badge>)}
      </span>
      {!isSettled && (
        <span className="row">
          <Button variant={isNext ? "primary" : "plain"} icon="check" isDisabled={!mayRecord} aria-label={t("pathway.step-done", { step: step.text })} onPress={() => answer("done")}>{t(assessed.times > 0 ? "pathway.done-again" : "pathway.done")}</Button>
          <Button variant="quiet" isDisabled={!mayRecord} aria-label={t("pathway.step-not-applicable", { step: step.text })} onPress={() => answer("not-applicable")}>{t("pathway.not-applicable")}</Button>
        </span>
      )}
    </li>
  );
}
