import { t } from "../i18n/i18n.ts";
import { withLocalTimes } from "../i18n/local-times.ts";
import { formatTime } from "../i18n/format.ts";
import { Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { useDay } from "./day.tsx";
import { eventWords } from "./event-words.ts";

/** What the server did not take, and why. It does not count; a person reads it and puts it aside. */
export function RejectedEntries() {
  const { infusion, timeZone } = useDay();
  if (infusion.rejected.length === 0) return null;
  return (
    <Notice tone="critical" role="alert">
      <strong>{t("rejected.title", { count: infusion.rejected.length })}</strong>
      <ul className="quiet-list stack">
        {infusion.rejected.map((entry) => (
          <li key={entry.id} className="spread">
            <span className="stack-tight">
              <strong>{t("rejected.entry", { what: eventWords(entry.event.type), at: formatTime(entry.event.clinicalTime, timeZone) })}</strong>
              {(entry.rejected ?? []).map((fault) => <span key={`${fault.path} ${fault.message}`}>{withLocalTimes(`${fault.message} ${fault.remedy}`, timeZone)}</span>)}
            </span>
            <Button onPress={() => void infusion.dismiss(entry.id)}>{t("rejected.put-aside")}</Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
