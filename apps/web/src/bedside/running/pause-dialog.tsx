import { t } from "../../i18n/i18n.ts";
import { ReasonDialog } from "../../ui/reason-dialog.tsx";
import { useCommand } from "../use-command.ts";

export function PauseDialog({ onClose }: { readonly onClose: () => void }) {
  const pause = useCommand("infusion-paused", onClose);
  return <ReasonDialog title={t("flow.pause")} submitText={t("flow.pause")} isPending={pause.isPending} error={pause.error} onClose={onClose} onSubmit={(reason) => pause.mutate({ reason })} />;
}
