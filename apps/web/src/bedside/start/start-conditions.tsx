import type { PhaseId } from "@stroma/domain";
import { Button as AriaButton, Disclosure, DisclosurePanel } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Notice } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ReasonList, type WordedDecision } from "../../ui/reason-list.tsx";
import { SourceTip } from "../../ui/source-tip.tsx";
import { wordsOfReason } from "../../i18n/reason-words.ts";
import { useDay } from "../day.tsx";
import { findPlace } from "./find-place.ts";
import { PlaceLink } from "./place-link.tsx";

export function StartConditions({ decision, onGo }: { readonly decision: WordedDecision; readonly onGo: (phase: PhaseId) => void }) {
  const { context } = useDay();
  return (
    <>
      {decision.outcome === "allowed" ? (
        <Notice tone="good" role="status"><strong>{t("start.allowed")}</strong></Notice>
      ) : (
        <Notice tone="critical" icon="stop">
          <strong>{t("start.refused", { count: decision.reasons.length })}</strong>
          <ul className="conditions">
            {decision.reasons.map((reason) => {
              const place = findPlace(reason, context.protocol);
              const words = wordsOfReason(reason);
              return (
                <li key={`${reason.code} ${reason.path}`} className="condition">
                  <Icon name="cross" size={18} />
                  <span>
                    <strong>{words.message}</strong> <span>{words.remedy}</span> {reason.source !== null && <SourceTip source={reason.source}><span className="small">{t("reason.source")}</span></SourceTip>}
                  </span>
                  {place !== null && <PlaceLink place={place} label={t("start.go-to", { condition: words.message })} onGo={onGo} />}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
      {decision.met.length > 0 && (
        <Disclosure>
          <AriaButton slot="trigger" className="button button-quiet"><Icon name="chevron" size={16} />{t("reason.met-count", { count: decision.met.length })}</AriaButton>
          <DisclosurePanel><ReasonList reasons={decision.met} kind="met" /></DisclosurePanel>
        </Disclosure>
      )}
    </>
  );
}
