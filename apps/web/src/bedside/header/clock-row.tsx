import type { ReactNode } from "react";
import { formatSpan, formatTime, formatTimeWithSeconds } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { SourceTip } from "../../ui/source-tip.tsx";
import { useDay } from "../day.tsx";
import { latestWindows } from "./latest-windows.ts";

/** The clocks of the day. Each has its place from the start; one that does not run says so. */
export function ClockRow() {
  const { clocks, at, context, state, timeZone } = useDay();
  const now = Date.parse(at);
  const thaw = clocks.thawToEnd.filter((clock) => clock.endedAt === null).toSorted((a, b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1))[0];
  const observation = clocks.observation;
  const code = thaw === undefined ? "" : (context.bags.find((bag) => bag.id === thaw.bagId)?.code ?? "");
  return (
    <div className="clocks">
      <Clock name={t("clock.now")}>{formatTimeWithSeconds(at, timeZone)}</Clock>
      <Clock name={t("clock.running")}>{clocks.running === null ? <span className="soft">{t("clock.not-started")}</span> : formatSpan(clocks.running.value * 60_000)}</Clock>
      <Clock name={code === "" ? t("clock.thaw") : t("clock.thaw-bag", { code })} isUrgent={thaw?.exceeded === true}>
        {thaw === undefined ? <span className="soft">{t(clocks.thawToEnd.length === 0 ? "clock.not-thawed" : "clock.ended")}</span> : <Remaining due={thaw.due} now={now} source={thaw.limit?.source ?? null} />}
      </Clock>
      <Clock name={t("clock.observation")}>
        {observation === null ? <span className="soft">{t(state.starts.length === 0 ? "clock.not-started" : "clock.after-stop")}</span> : observation.exceeded ? <span>{t("clock.observed")}</span> : <Remaining due={observation.due} now={now} source={observation.limit?.source ?? null} />}
      </Clock>
      {latestWindows(clocks.eventWindows).map((window) => (
        <Clock key={window.hours} name={t("clock.window", { hours: window.hours })}>
          <SourceTip source={window.source}>{window.open ? t("clock.open-until", { at: formatTime(window.openUntil, timeZone) }) : t("clock.closed")}</SourceTip>
        </Clock>
      ))}
    </div>
  );
}

function Clock({ name, isUrgent = false, children }: { readonly name: string; readonly isUrgent?: boolean; readonly children: ReactNode }) {
  return (
    <div className="clock" data-urgent={isUrgent ? "" : undefined}>
      <span className="clock-name">{name}</span>
      <span className="clock-value">{children}</span>
    </div>
  );
}

function Remaining({ due, now, source }: { readonly due: string | null; readonly now: number; readonly source: Parameters<typeof SourceTip>[0]["source"] | null }) {
  if (due === null) return <span className="unknown">{t("clock.no-limit")}</span>;
  const left = Date.parse(due) - now;
  const words = left >= 0 ? t("clock.left", { span: formatSpan(left) }) : t("clock.over", { span: formatSpan(-left) });
  return source === null ? words : <SourceTip source={source}>{words}</SourceTip>;
}
