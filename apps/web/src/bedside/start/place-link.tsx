import type { PhaseId } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { useDay } from "../day.tsx";
import type { Place } from "./find-place.ts";

/** Goes to where a condition is mended, and puts the focus there. */
export function PlaceLink({ place, label, onGo }: { readonly place: Place; readonly label: string; readonly onGo: (phase: PhaseId) => void }) {
  const { context } = useDay();
  const { studyId } = context.infusion;
  if (place.kind === "participant") return <ButtonLink icon="arrow" aria-label={label} to="/participants/$participantId" params={{ participantId: context.participant.id }}>{t("start.to-participant")}</ButtonLink>;
  if (place.kind === "limits") return <ButtonLink icon="arrow" aria-label={label} to="/studies/$studyId/limits" params={{ studyId }}>{t("start.to-limits")}</ButtonLink>;
  if (place.kind === "study") return <ButtonLink icon="arrow" aria-label={label} to="/studies/$studyId" params={{ studyId }}>{t("start.to-study")}</ButtonLink>;
  const go = () => {
    onGo(place.phase);
    // The phase is drawn first; then its place exists.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const target = document.getElementById(place.elementId);
      target?.scrollIntoView({ block: "center" });
      target?.focus({ preventScroll: true });
    }));
  };
  return <Button icon="arrow" aria-label={label} onPress={go}>{t("start.go-there")}</Button>;
}
