import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { formatQuantity, formatSpan, formatTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import type { IconName } from "../ui/icon.tsx";
import { formatAge } from "../bedside/vital-signs/format-age.ts";
import { BoardAlarms } from "./board-alarms.tsx";
import { criticalSince, type BoardRow } from "./order-rows.ts";

const phaseLook: Readonly<Record<BoardRow["phase"], { readonly tone: Tone; readonly icon: IconName }>> = {
  preparing: { tone: "neutral", icon: "clock" },
  running: { tone: "good", icon: "play" },
  paused: { tone: "warning", icon: "pause" },
  stopped: { tone: "info", icon: "stop" },
  discharged: { tone: "neutral", icon: "check" },
};

export interface BoardCardProps {
  readonly row: BoardRow;
  /** Server time in milliseconds, to the second. */
  readonly now: number;
  readonly timeZone: string | undefined;
}

/** One infusion at a glance; the heading opens its bedside. Each line keeps its place. */
export const BoardCard = memo(function BoardCard({ row, now, timeZone }: BoardCardProps) {
  const look = phaseLook[row.phase];
  const silent = row.alarms.some((alarm) => alarm.kind === "stale" || alarm.kind === "signal-lost");
  return (
    <li className="board-card" data-critical={criticalSince(row) === null ? undefined : ""} data-warning={row.alarms.length > 0 ? "" : undefined}>
      <div className="board-head">
        <h2>
          <Link to="/infusions/$infusionId" params={{ infusionId: row.infusionId }} className="board-link">
            {row.participantNumber}
          </Link>
        </h2>
        <Badge tone={look.tone} icon={look.icon}>{t(`infusion-phase.${row.phase}`)}</Badge>
        {row.synthetic && <Badge tone="info">{t("ward-board.synthetic")}</Badge>}
      </div>
      <p className="small soft">{row.doseLevel === null ? t("ward-board.no-dose-level") : t("ward-board.dose-level", { level: row.doseLevel })}</p>
      <BoardAlarms alarms={row.alarms} now={now} timeZone={timeZone} />
      {row.unauthorised && <Badge tone="critical">{t("ward-board.unauthorised")}</Badge>}
      {row.issuedUnverifiedSince !== null && <Badge tone="warning">{t("ward-board.issued", { time: formatTime(row.issuedUnverifiedSince, timeZone), span: formatSpan(now - Date.parse(row.issuedUnverifiedSince)) })}</Badge>}
      {row.openDeviations > 0 && <Badge tone="warning">{t("ward-board.deviations", { count: row.openDeviations })}</Badge>}
      <dl className="board-facts">
        <Fact name={t("ward-board.next-due")} tone={row.nextDue !== null && Date.parse(row.nextDue.at) < now ? "warning" : undefined} detail={row.nextDue?.label}>
          {row.nextDue === null ? t("ui.none") : countdown(row.nextDue.at, now, timeZone)}
        </Fact>
        <Fact name={t("ward-board.last-vital-sign")} tone={silent ? "warning" : undefined}>
          {row.lastVitalSignAt === null ? t("ward-board.never") : t(silent ? "ward-board.age-stale" : "ward-board.age", { age: formatAge((now - Date.parse(row.lastVitalSignAt)) / 1000) })}
        </Fact>
        <Fact name={t("ward-board.given")}>
          {row.volumeGiven === null ? t("ward-board.not-started") : t(row.rate === null ? "ward-board.given-value" : "ward-board.given-rate", { volume: formatQuantity({ ...row.volumeGiven, value: Math.round(row.volumeGiven.value * 10) / 10 }), rate: row.rate === null ? "" : formatQuantity(row.rate) })}
        </Fact>
        {row.thawEndsBy !== null && <Fact name={t("ward-board.thaw")} tone={Date.parse(row.thawEndsBy) < now ? "critical" : undefined}>{countdown(row.thawEndsBy, now, timeZone)}</Fact>}
        {row.observationUntil !== null && <Fact name={t("ward-board.observation")}>{countdown(row.observationUntil, now, timeZone)}</Fact>}
      </dl>
    </li>
  );
});

function Fact({ name, children, tone, detail }: { readonly name: string; readonly children: string; readonly tone?: "warning" | "critical" | undefined; readonly detail?: string | undefined }) {
  return (
    <div data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        {children}
        {detail !== undefined && detail !== "" && <span className="small soft board-detail" title={detail}>{detail}</span>}
      </dd>
    </div>
  );
}

/** "10:15, in 3:07" or "10:15, passed 2:10 ago". */
function countdown(at: string, now: number, timeZone: string | undefined): string {
  const left = Date.parse(at) - now;
  return t(left >= 0 ? "ward-board.in" : "ward-board.passed", { time: formatTime(at, timeZone), span: formatSpan(Math.abs(left)) });
}
