import { Button } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/icon.tsx";

/** Stop: one tap, nothing asked, no network and no sign-in needed. */
export function StopButton({ onStop }: { readonly onStop: () => void }) {
  return (
    <Button className="stop" onPress={onStop}>
      <Icon name="stop" size={34} />
      <span>{t("stop.button")}</span>
    </Button>
  );
}
