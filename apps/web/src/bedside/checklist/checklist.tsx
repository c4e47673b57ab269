import { t } from "../../i18n/i18n.ts";
import { Card } from "../../ui/page.tsx";
import type { PhaseProgress } from "../phases/choose-phase.ts";
import { ChecklistRow } from "./checklist-row.tsx";

/** The items of a phase in the protocol's order. Nothing is ticked before a person answers it. */
export function Checklist({ progress }: { readonly progress: PhaseProgress }) {
  return (
    <Card title={t("checklist.title", { phase: progress.title })}>
      <ol className="items">
        {progress.items.map((item) => <ChecklistRow key={item.id} item={item} />)}
      </ol>
    </Card>
  );
}
