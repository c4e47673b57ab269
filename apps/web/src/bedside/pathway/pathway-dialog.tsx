import type { Pathway } from "@stroma/domain";
import { Button as AriaButton } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Badge, Notice } from "../../ui/badge.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useDay } from "../day.tsx";

/** Which pathway? Chosen by what is seen at the participant; one tap opens it, and its clocks run. */
export function PathwayDialog({ onClose }: { readonly onClose: () => void }) {
  const { context, infusion, state } = useDay();
  const flows = state.phase === "running" || state.phase === "paused";
  const open = (pathway: Pathway) => {
    void infusion.record("pathway-opened", { pathwayId: pathway.id, reason: pathway.title });
    onClose();
  };
  return (
    <Dialog title={t("pathway.choose")} isOpen onClose={onClose} isWide>
      {flows && (
        <Notice tone="critical" icon="stop">
          <strong>{t("pathway.stop-before")}</strong>
        </Notice>
      )}
      <ul className="quiet-list stack">
        {context.protocol.pathways.map((pathway) => (
          <li key={pathway.id}>
            <AriaButton className="pathway-choice" onPress={() => open(pathway)}>
              <span className="spread"><strong>{pathway.title}</strong>{pathway.stopFirst && <Badge tone="critical" icon="stop">{t("pathway.stops-first")}</Badge>}</span>
              <span>{pathway.recognition.join(" · ")}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
