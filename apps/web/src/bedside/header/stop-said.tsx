import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { keepTimeZone } from "../site-zone.ts";

/** What to do now, at once after the tap and in the place of the button: nothing on the page moves. */
export function StopSaid({ at, isCompleted = false }: { readonly at: string; readonly isCompleted?: boolean }) {
  const { site } = useSession();
  return (
    <div className="stop-said" role="alert">
      <strong>{t(isCompleted ? "stop.completed-said" : "stop.said", { at: formatTime(at, keepTimeZone(site?.timeZone)) })}</strong>
    </div>
  );
}
