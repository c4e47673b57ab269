import { t } from "../../i18n/i18n.ts";
import { useConnection } from "../../session/connection.ts";
import { Badge } from "../../ui/badge.tsx";
import { useDay } from "../day.tsx";

/** How current is what stands here, what is not yet sent, and a start that nobody authorised. */
export function LinkState() {
  const { infusion, state } = useDay();
  const connection = useConnection();
  const count = infusion.waiting.length;
  return (
    <output className="strip-link">
      {infusion.link === "live" && <Badge tone="good" icon="online">{t("link.live")}</Badge>}
      {infusion.link === "connecting" && <Badge tone="warning" icon="clock">{t("link.connecting")}</Badge>}
      {infusion.link === "locked" && <Badge tone="warning" icon="lock">{t("link.locked")}</Badge>}
      {infusion.link === "lost" && <Badge tone="critical" icon="offline">{t(connection === "offline" && !navigator.onLine ? "link.offline" : "link.lost")}</Badge>}
      {state.starts.some((start) => start.unauthorised) && <Badge tone="critical" icon="stop">{t("bedside.unauthorised-short")}</Badge>}
      {count > 0 && <Badge tone="warning" icon="upload">{t(infusion.needsSignIn ? "link.waiting-sign-in" : "link.waiting", { count })}</Badge>}
      {!infusion.storageWorks && <Badge tone="critical">{t("link.no-storage")}</Badge>}
    </output>
  );
}
