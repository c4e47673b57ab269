import type { SignalLoss } from "@stroma/domain";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { Icon } from "../../ui/icon.tsx";

/** Since when the signal is gone, and what speaks for a beating heart. */
export function LossNote({ loss, titleOf }: { readonly loss: SignalLoss | null; readonly titleOf: (channel: string) => string }) {
  const zone = useSession().site?.timeZone;
  if (loss === null) return null;
  const since = formatTime(loss.lostSince, zone);
  const words =
    loss.explainedBy !== null
      ? t("vital-signs.loss.explained", { since, finding: t(`finding.${loss.explainedBy.data.finding}`) })
      : loss.corroboratedBy !== null
        ? t("vital-signs.loss.corroborated", { since, channel: titleOf(loss.corroboratedBy) })
        : t("vital-signs.loss.alarming", { since });
  return (
    <p className={loss.alarmSince === null ? "vital-loss small" : "vital-loss vital-loss-alarming small"}>
      <Icon name={loss.alarmSince === null ? "info" : "critical"} size={16} />
      <span>{words}</span>
    </p>
  );
}
