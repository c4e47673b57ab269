import { t } from "../i18n/i18n.ts";
import { Dialog } from "../ui/dialog.tsx";

export function SwitchPersonDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return <Dialog title={t("shell.switch")} isOpen={isOpen} onClose={onClose}>{null}</Dialog>;
}
