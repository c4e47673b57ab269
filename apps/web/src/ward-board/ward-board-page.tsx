import "./ward-board.css";
import { formatTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { useNow } from "../session/use-now.ts";
import { Badge, Notice } from "../ui/badge.tsx";
import { Page } from "../ui/page.tsx";
import { Empty, ErrorPanel, Skeleton } from "../ui/states.tsx";
import { BoardCard } from "./board-card.tsx";
import { BoardSound } from "./board-sound.tsx";
import { criticalSince } from "./order-rows.ts";
import { useWardBoard } from "./use-ward-board.ts";

/** Every infusion of the site that is prepared, running or watched, live. */
export function WardBoardPage() {
  const board = useWardBoard();
  const zone = useSession().site?.timeZone;
  const now = Math.floor(useNow(1000) / 1000) * 1000;
  const critical = board.rows.filter((row) => criticalSince(row) !== null).length;
  const unanswered = board.rows.filter((row) => row.alarms.some((alarm) => alarm.severity === "critical" && !alarm.acknowledged)).length;
  return (
    <Page title={t("ward-board.title")} lead={<LinkWords link={board.link} />} actions={<BoardSound board={board} />}>
      {board.link === "lost" && <Notice tone="critical" icon="offline" role="alert"><strong>{t("ward-board.lost", { time: board.lostAt === null ? t("ui.unknown") : formatTime(board.lostAt, zone) })}</strong></Notice>}
      <output className="visually-hidden">{t("ward-board.summary", { count: board.rows.length, critical, unanswered })}</output>
      {board.status === "loading" && board.rows.length === 0 && <Skeleton height={420} />}
      {board.status === "failed" && <ErrorPanel error={board.error} onRetry={board.reload} />}
      {board.status === "ready" && board.rows.length === 0 && <Empty icon="board" title={t("ward-board.empty")}><p>{t("ward-board.empty-text")}</p></Empty>}
      {board.rows.length > 0 && (
        <ul className="quiet-list board" data-old={board.link === "lost" ? "" : undefined}>
          {board.rows.map((row) => <BoardCard key={row.infusionId} row={row} now={now} timeZone={zone} />)}
        </ul>
      )}
      <p className="small soft">{t("ward-board.primary-alarm")}</p>
    </Page>
  );
}

function LinkWords({ link }: { readonly link: "connecting" | "live" | "lost" }) {
  if (link === "live") return <Badge tone="good" icon="online">{t("ward-board.live")}</Badge>;
  return link === "lost" ? <Badge tone="critical" icon="offline">{t("ward-board.link-lost")}</Badge> : <Badge icon="clock">{t("ward-board.connecting")}</Badge>;
}
