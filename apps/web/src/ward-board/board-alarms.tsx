import { formatSpan, formatTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { withLocalTimes } from "../i18n/local-times.ts";
import { Badge } from "../ui/badge.tsx";
import { Icon } from "../ui/icon.tsx";
import { orderAlarms, type BoardAlarm } from "./order-rows.ts";

const shown = 2;

/** The most urgent alarms in full, the rest as a number. Keeps room for one line, so that a card does not jump with its first alarm. */
export function BoardAlarms({ alarms, now, timeZone }: { readonly alarms: readonly BoardAlarm[]; readonly now: number; readonly timeZone: string | undefined }) {
  const ordered = orderAlarms(alarms);
  if (ordered.length === 0) return <p className="board-calm small soft"><Icon name="check" size={16} />{t("ward-board.no-alarm")}</p>;
  return (
    <ul className="quiet-list board-alarms">
      {ordered.slice(0, shown).map((alarm) => (
        <li key={alarm.key} className="board-alarm" data-severity={alarm.severity} data-answered={alarm.acknowledged ? "" : undefined}>
          <Icon name={alarm.severity === "critical" ? "critical" : "warning"} size={18} />
          <div>
            <strong>{t(`ward-board.severity.${alarm.severity}`)}</strong> {withLocalTimes(alarm.message, timeZone)}
            <div className="small">
              {t("ward-board.since", { time: formatTime(alarm.since, timeZone), span: formatSpan(now - Date.parse(alarm.since)) })} {alarm.acknowledged ? t("ward-board.answered") : t("ward-board.unanswered")}
              {alarm.escalated && <Badge tone="critical" icon="alarm">{t("ward-board.escalated")}</Badge>}
            </div>
          </div>
        </li>
      ))}
      {ordered.length > shown && <li className="small soft">{t("ward-board.more-alarms", { count: ordered.length - shown, critical: ordered.slice(shown).filter((alarm) => alarm.severity === "critical").length })}</li>}
    </ul>
  );
}
