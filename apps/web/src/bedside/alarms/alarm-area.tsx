import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/icon.tsx";
import { useDay } from "../day.tsx";
import { AlarmCard } from "./alarm-card.tsx";

/** A place of fixed height for the alarms, the most urgent first; all of them open over the page below. */
export function AlarmArea() {
  const { alarms, monitoring } = useDay();
  const [isOpen, setOpen] = useState(false);
  // Where nothing was measured nothing can alarm: that is no good news.
  const isSilent = monitoring.channels.every((channel) => channel.latest === null);
  const silentRules = monitoring.notAssessable.length;
  return (
    <section className="alarms" aria-label={t("alarm.area")} data-open={isOpen && alarms.length > 0 ? "" : undefined}>
      <div className="alarm-list" role="log" aria-live="assertive" aria-relevant="additions">
        {alarms.length === 0 ? (
          <p className="alarm-none">
            <Icon name={isSilent || silentRules > 0 ? "question" : "check"} />
            <span>{t(isSilent ? "alarm.nothing-recorded" : "alarm.none")}</span>
            {silentRules > 0 && <span className="soft">{t("alarm.not-assessable", { count: silentRules })}</span>}
            <span className="soft">{t("alarm.monitor-first")}</span>
          </p>
        ) : (
          alarms.map((alarm) => <AlarmCard key={alarm.key} alarm={alarm} />)
        )}
      </div>
      {alarms.length > 0 && (
        <AriaButton className="alarm-more" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          <strong>{alarms.length}</strong>
          <span>{t(isOpen ? "alarm.fewer" : "alarm.all")}</span>
        </AriaButton>
      )}
    </section>
  );
}
