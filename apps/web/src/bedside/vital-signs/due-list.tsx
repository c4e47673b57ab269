import type { DueVitalSign, Instant } from "@stroma/domain";
import { formatSpan, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { openDue } from "./open-due.ts";

const shown = 4;
const tones: Readonly<Record<DueVitalSign["status"], Tone>> = { overdue: "critical", due: "warning", upcoming: "info", missed: "warning", done: "good" };

/** What has to be measured next, soonest first, with its countdown; overdue and missed sets are said. */
export function DueList({ due, now, titleOf, onEnter }: { readonly due: readonly DueVitalSign[]; readonly now: Instant; readonly titleOf: (channel: string) => string; readonly onEnter: (one: DueVitalSign) => void }) {
  const zone = useSession().site?.timeZone;
  const open = openDue(due);
  const missed = due.filter((one) => one.status === "missed").length;
  return (
    <section className="due" aria-labelledby="due-title">
      <div className="spread">
        <h3 id="due-title">{t("vital-signs.due.title")}</h3>
        {missed > 0 && <Badge tone="warning">{t("vital-signs.due.missed", { count: missed })}</Badge>}
      </div>
      {open.length === 0 ? (
        <p className="soft">{t(due.length === 0 ? "vital-signs.due.not-begun" : "vital-signs.due.none")}</p>
      ) : (
        <ol className="quiet-list stack-tight">
          {open.slice(0, shown).map((one) => {
            const left = Date.parse(one.dueAt) - Date.parse(now);
            return (
              <li key={one.key} className="due-row" data-status={one.status}>
                <div className="due-when">
                  <Badge tone={tones[one.status]} {...(one.status === "upcoming" && { icon: "clock" as const })}>{t(`vital-signs.due.${one.status}`)}</Badge>
                  <strong>{formatTime(one.dueAt, zone)}</strong>
                  <span className="nowrap">{t(left >= 0 ? "vital-signs.due.in" : "vital-signs.due.since", { span: formatSpan(Math.abs(left)) })}</span>
                </div>
                <p className="small soft">{one.missing.map(titleOf).join(", ")}</p>
                {one.status !== "upcoming" && <Button icon="pen" onPress={() => onEnter(one)}>{t("vital-signs.due.enter", { time: formatTime(one.dueAt, zone) })}</Button>}
              </li>
            );
          })}
        </ol>
      )}
      {open.length > shown && <p className="small soft">{t("vital-signs.due.more", { count: open.length - shown })}</p>}
    </section>
  );
}
