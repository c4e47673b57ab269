import type { PhaseId } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { wordsOfReason } from "../../i18n/reason-words.ts";
import type { WordedDecision, WordedReason } from "../../ui/reason-list.tsx";
import { useDay } from "../day.tsx";
import { DecisionLines } from "../reason-lines.tsx";
import { findPlace } from "./find-place.ts";
import { PlaceLink } from "./place-link.tsx";

/** Every unmet condition of the start with its remedy and the way to it. */
export function StartConditions({ decision, onGo }: { readonly decision: WordedDecision; readonly onGo: (phase: PhaseId) => void }) {
  const { context } = useDay();
  const link = (reason: WordedReason) => {
    const place = findPlace(reason, context.protocol);
    return place === null ? null : <PlaceLink place={place} label={t("start.go-to", { condition: wordsOfReason(reason).message })} onGo={onGo} />;
  };
  return <DecisionLines decision={decision} allowedText={t("start.allowed")} refusedText={t("start.refused", { count: decision.reasons.length })} action={link} />;
}
