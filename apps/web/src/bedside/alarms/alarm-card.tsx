import type { Alarm } from "@stroma/domain";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SourceTip } from "../../ui/source-tip.tsx";
import { useDay } from "../day.tsx";
import { wordedReason } from "../worded.ts";

const findings = ["artefact", "sensor-off", "arrest"] as const;

/** One alarm: how urgent, what, since when, by which limit; and the answer of a person. */
export function AlarmCard({ alarm }: { readonly alarm: Alarm }) {
  const { infusion, at, timeZone, mayRecord, nameOf } = useDay();
  const { channel } = alarm;
  const words = wordedReason(alarm.reason, at, timeZone);
  const answered = alarm.acknowledged;
  return (
    <article className={`alarm alarm-${alarm.severity}${alarm.kind === "signal-lost" ? " alarm-wide" : ""}`} data-answered={answered === null ? undefined : ""}>
      <Icon name={alarm.severity === "critical" ? "critical" : "warning"} size={30} />
      <div className="alarm-words">
        <span className="row">
          <strong>{t(`alarm-severity.${alarm.severity}`)}</strong>
          <span className="small">{t("alarm.since", { at: formatTime(alarm.since, timeZone) })}</span>
          {alarm.escalated && <strong className="small alarm-escalated">{t("alarm.escalated")}</strong>}
          {alarm.reason.source !== null && <SourceTip source={alarm.reason.source}><span className="small">{t("reason.source")}</span></SourceTip>}
        </span>
        <span className="alarm-message">{words.message}</span>
      </div>
      <div className="alarm-answers">
        {alarm.kind === "signal-lost" && channel !== null && <span className="alarm-explain">{findings.map((finding) => (
          <Button key={finding} isDisabled={!mayRecord} variant={finding === "arrest" ? "danger" : "plain"} onPress={() => void infusion.record("signal-explained", { channel, finding })}>{t(`alarm-finding.${finding}`)}</Button>
        ))}</span>}
        {answered === null ? (
          <Button icon="check" isDisabled={!mayRecord} aria-label={t("alarm.answer-this", { alarm: words.message })} onPress={() => void infusion.record("alarm-acknowledged", { alarmKey: alarm.key })}>{t("alarm.answer")}</Button>
        ) : (
          <span className="small">{t("alarm.answered", { name: nameOf(answered.authorId), at: formatTime(answered.at, timeZone) })}</span>
        )}
      </div>
    </article>
  );
}
