import type { PhaseId } from "@stroma/domain";
import { Button } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/icon.tsx";
import type { PhaseProgress } from "./choose-phase.ts";

/** The day as steps. Every step can be opened at any time; the state of each is said in words. */
export function PhaseSteps({ phases, chosen, current, onChoose }: { readonly phases: readonly PhaseProgress[]; readonly chosen: PhaseId; readonly current: PhaseId; readonly onChoose: (id: PhaseId) => void }) {
  return (
    <nav className="steps" aria-label={t("phase.steps")}>
      <ol>
        {phases.map((phase) => (
          <li key={phase.id}>
            <Button className="step" data-chosen={phase.id === chosen ? "" : undefined} {...(phase.id === chosen && { "aria-current": "step" as const })} onPress={() => onChoose(phase.id)}>
              <span className="step-title">{phase.title}</span>
              <span className="step-state">
                <Icon name={phase.open === 0 ? "check" : phase.id === current ? "arrow" : "minus"} size={14} />
                {phase.open === 0 ? t("phase.complete") : t("phase.open", { open: phase.open, required: phase.required })}
              </span>
            </Button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
