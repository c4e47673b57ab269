import type { OperationAnswer } from "@stroma/api";
import { t } from "../i18n/i18n.ts";
import { withLocalTimes } from "../i18n/local-times.ts";
import { wordsOfReason } from "../i18n/reason-words.ts";
import { Notice } from "./badge.tsx";
import { Folded } from "./folded.tsx";
import { Icon } from "./icon.tsx";
import { SourceTip } from "./source-tip.tsx";

export type WordedDecision = OperationAnswer<"readStartDecision">["decision"];
export type WordedReason = WordedDecision["reasons"][number];

/** Every reason with remedy, rule, edition, source and what the rule saw. */
export function ReasonList({ reasons, kind }: { readonly reasons: readonly WordedReason[]; readonly kind: "unmet" | "met" }) {
  return (
    <ul className="reasons">
      {reasons.map((reason, index) => (
        // One code and path may come twice, for example from two variants of a definition.
        // oxlint-disable-next-line react/no-array-index-key -- the place tells such twins apart
        <ReasonItem key={`${reason.code} ${reason.path} ${index}`} reason={reason} kind={kind} />
      ))}
    </ul>
  );
}

function ReasonItem({ reason, kind }: { readonly reason: WordedReason; readonly kind: "unmet" | "met" }) {
  const words = wordsOfReason(reason);
  const saw = Object.entries(reason.saw);
  return (
    <li className={`reason reason-${kind}`}>
      <Icon name={kind === "met" ? "check" : "cross"} />
      <div className="stack-tight">
        <span className="reason-message">{words.message}</span>
        {kind === "unmet" && words.remedy !== "" && <span>{words.remedy}</span>}
        <span className="small soft row">
          <span>{t("reason.rule", { rule: reason.rule.id, edition: reason.rule.edition })}</span>
          {reason.source !== null && <SourceTip source={reason.source}>{t("reason.source")}</SourceTip>}
        </span>
        {saw.length > 0 && (
          <details className="small soft">
            <summary>{t("reason.saw-title")}</summary>
            <span className="mono">{withLocalTimes(saw.map(([name, value]) => `${name} = ${value ?? t("ui.unknown")}`).join("; "), undefined)}</span>
          </details>
        )}
      </div>
    </li>
  );
}

/** A decision: what it says, every unmet condition, and the met ones folded away. */
export function DecisionPanel({ decision, allowedText, refusedText }: { readonly decision: WordedDecision; readonly allowedText: string; readonly refusedText: string }) {
  const allowed = decision.outcome === "allowed";
  return (
    <Notice tone={allowed ? "good" : "critical"} icon={allowed ? "check" : "stop"}>
      <div className="spread">
        <strong>{allowed ? allowedText : refusedText}</strong>
        {!allowed && <span className="small">{t("reason.unmet-count", { count: decision.reasons.length })}</span>}
      </div>
      {decision.reasons.length > 0 && <ReasonList reasons={decision.reasons} kind="unmet" />}
      {decision.met.length > 0 && (
        <Folded title={t("reason.met-count", { count: decision.met.length })}>
          <ReasonList reasons={decision.met} kind="met" />
        </Folded>
      )}
    </Notice>
  );
}
