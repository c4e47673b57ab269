import type { ChecklistItem } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { Notice } from "../../ui/badge.tsx";
import { ReasonDialog } from "../../ui/reason-dialog.tsx";
import { useCommand } from "../use-command.ts";

/** An override, offered only to a role that the item names. The server decides once more. */
export function OverrideDialog({ item, onClose }: { readonly item: ChecklistItem; readonly onClose: () => void }) {
  const command = useCommand("override-recorded", onClose);
  return (
    <ReasonDialog title={t("checklist.override-title")} submitText={t("checklist.override")} isDanger isPending={command.isPending} error={command.error} onClose={onClose} onSubmit={(reason) => command.mutate({ condition: `item.${item.id}`, reason })}>
      <p>{item.text}</p>
      <Notice tone="warning">{t("checklist.override-hint")}</Notice>
    </ReasonDialog>
  );
}
