import type { InfusionEvent } from "@stroma/domain";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { useDay } from "../day.tsx";
import { eventWords } from "../event-words.ts";

const shown = 12;
const isOfDevice = (event: InfusionEvent) => event.type === "vital-signs-recorded" && event.data.method === "device";

/** The latest entries, newest first: what, when, who, whether it is sent. */
export function TimelineCard() {
  const { state, nameOf, timeZone } = useDay();
  const latest = state.events.filter((event) => !isOfDevice(event)).slice(-shown).toReversed();
  return (
    <Card title={t("timeline.title")} actions={<ButtonLink icon="print" to="/infusions/$infusionId/record" params={{ infusionId: state.infusionId }}>{t("timeline.record")}</ButtonLink>}>
      {latest.length === 0 && <p className="soft">{t("timeline.empty")}</p>}
      <ol className="timeline">
        {latest.map((event) => (
          <li key={event.id} data-superseded={state.superseded.has(event.id) ? "" : undefined}>
            <time dateTime={event.clinicalTime}>{formatTime(event.clinicalTime, timeZone)}</time>
            <span>{eventWords(event.type)}</span>
            <span className="small soft">{nameOf(event.authorId)}</span>
            {event.entry === "paper" && <Badge tone="warning" icon="clock">{t("bedside.late")}</Badge>}
            {event.receivedAt === null && <Badge tone="warning" icon="upload">{t("timeline.not-sent")}</Badge>}
            {state.superseded.has(event.id) && <Badge>{t("timeline.corrected")}</Badge>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
