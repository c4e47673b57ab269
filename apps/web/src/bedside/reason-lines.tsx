import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { wordsOfReason } from "../i18n/reason-words.ts";
import { Notice } from "../ui/badge.tsx";
import { Folded } from "../ui/folded.tsx";
import { Icon } from "../ui/icon.tsx";
import type { WordedDecision, WordedReason } from "../ui/reason-list.tsx";
import { SourceTip } from "../ui/source-tip.tsx";

/** Reasons as a nurse reads them: what, what to do, where the number comes from. The record holds the rule and its edition. */
export function ReasonLines({ reasons, kind, action }: { readonly reasons: readonly WordedReason[]; readonly kind: "unmet" | "met"; readonly action?: (reason: WordedReason) => ReactNode }) {
  return (
    <ul className="conditions">
      {reasons.map((reason) => {
        const words = wordsOfReason(reason);
        return (
          <li key={`${reason.code} ${reason.path}`} className="condition" data-kind={kind}>
            <Icon name={kind === "met" ? "check" : "cross"} size={18} />
            <span>
              <strong>{words.message}</strong> {kind === "unmet" && <span>{words.remedy}</span>} {reason.source !== null && <SourceTip source={reason.source}><span className="small">{t("reason.source")}</span></SourceTip>}
            </span>
            {action?.(reason)}
          </li>
        );
      })}
    </ul>
  );
}

/** A decision: the unmet conditions open, the met ones folded away. */
export function DecisionLines({ decision, allowedText, refusedText, action }: { readonly decision: WordedDecision; readonly allowedText: string; readonly refusedText: string; readonly action?: (reason: WordedReason) => ReactNode }) {
  const isAllowed = decision.outcome === "allowed";
  return (
    <>
      <Notice tone={isAllowed ? "good" : "critical"} icon={isAllowed ? "check" : "stop"}>
        <strong>{isAllowed ? allowedText : refusedText}</strong>
        {decision.reasons.length > 0 && <ReasonLines reasons={decision.reasons} kind="unmet" {...(action && { action })} />}
      </Notice>
      {decision.met.length > 0 && (
        <Folded title={t("reason.met-count", { count: decision.met.length })}><ReasonLines reasons={decision.met} kind="met" /></Folded>
      )}
    </>
  );
}
