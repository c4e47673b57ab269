import { isAcceptableAnswer, isOverridden, type ChecklistAnswer, type ChecklistItem } from "@stroma/domain";
import { useState } from "react";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { SourceTip } from "../../ui/source-tip.tsx";
import { useDay } from "../day.tsx";
import { AnswerField } from "./answer-field.tsx";
import { answerWords } from "./answer-words.ts";
import { CorrectDialog } from "./correct-dialog.tsx";
import { OverrideDialog } from "./override-dialog.tsx";

export function ChecklistRow({ item }: { readonly item: ChecklistItem }) {
  const { state, infusion, context, mayRecord, roles } = useDay();
  const [dialog, setDialog] = useState<"correct" | "override" | null>(null);
  const known = state.answers.get(item.id) ?? null;
  const overridden = isOverridden(state, item);
  const override = state.overrides.findLast((event) => event.data.condition === `item.${item.id}`) ?? null;
  const codes = item.scans === "wristband" ? [context.participant.wristbandCode] : context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId).map((bag) => bag.code);
  const isGood = known !== null && isAcceptableAnswer(item, known.value, codes);
  const mayOverride = item.overrideBy.some((role) => roles.includes(role));
  const answer = (value: ChecklistAnswer) => void infusion.record("checklist-answered", { itemId: item.id, answer: value });
  return (
    <li className="item" id={`item-${item.id}`} data-state={overridden ? "overridden" : known === null ? "open" : isGood ? "good" : "bad"} tabIndex={-1}>
      <div className="item-text">
        <span>{item.text}</span>
        <span className="item-marks">
          {!item.required && <Badge>{t("checklist.optional")}</Badge>}
          <SourceTip source={item.source}><span className="small">{t("reason.source")}</span></SourceTip>
        </span>
      </div>
      {known === null ? (
        <AnswerField item={item} isDisabled={!mayRecord} onAnswer={answer} />
      ) : (
        <div className="item-answer">
          <Badge tone={isGood ? "good" : "critical"} icon={isGood ? "check" : "cross"}>{answerWords(item, known.value)}</Badge>
          <Said at={known.at} authorId={known.authorId} late={known.late} />
          {mayRecord && <Button variant="quiet" icon="pen" onPress={() => setDialog("correct")} aria-label={t("checklist.correct-this", { item: item.text })}>{t("checklist.correct")}</Button>}
          {!isGood && !overridden && <strong className="item-fault">{t("checklist.not-acceptable")}</strong>}
        </div>
      )}
      {overridden && <div className="item-answer"><Badge tone="warning">{t("checklist.overridden")}</Badge>{override !== null && <><span>{override.data.reason}</span><Said at={override.clinicalTime} authorId={override.authorId} /></>}</div>}
      {!overridden && !isGood && mayOverride && mayRecord && <div><Button variant="quiet" onPress={() => setDialog("override")} aria-label={t("checklist.override-this", { item: item.text })}>{t("checklist.override")}</Button></div>}
      {dialog === "correct" && known !== null && <CorrectDialog item={item} eventId={known.eventId} clinicalTime={known.at} onClose={() => setDialog(null)} />}
      {dialog === "override" && <OverrideDialog item={item} onClose={() => setDialog(null)} />}
    </li>
  );
}

/** Who said it and when; late entries say so. */
export function Said({ at, authorId, late = false }: { readonly at: string; readonly authorId: string; readonly late?: boolean }) {
  const { nameOf, timeZone } = useDay();
  return (
    <span className="small soft">
      {t("bedside.said", { name: nameOf(authorId), at: formatTime(at, timeZone) })} {late && <Badge tone="warning" icon="clock">{t("bedside.late")}</Badge>}
    </span>
  );
}
