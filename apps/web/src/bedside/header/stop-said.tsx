import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { Icon } from "../../ui/icon.tsx";
import { keepTimeZone } from "../site-zone.ts";

/** What stands on the screen at once after the tap. */
export function StopSaid({ at }: { readonly at: string }) {
  const { site } = useSession();
  return (
    <div className="stop-said" role="alert">
      <Icon name="stop" size={28} />
      <strong>{t("stop.said", { at: formatTime(at, keepTimeZone(site?.timeZone)) })}</strong>
    </div>
  );
}
