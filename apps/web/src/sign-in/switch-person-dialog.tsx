import { t } from "../i18n/i18n.ts";
import { Dialog } from "../ui/dialog.tsx";
import { SwitchPerson } from "./switch-person.tsx";

export function SwitchPersonDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title={t("shell.switch")} isOpen={isOpen} onClose={onClose}>
      <SwitchPerson onDone={onClose} />
    </Dialog>
  );
}
