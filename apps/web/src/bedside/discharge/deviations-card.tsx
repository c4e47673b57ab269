import { useState } from "react";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession, useSiteId } from "../../session/session.tsx";
import { useWrite } from "../../session/use-operation.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/page.tsx";
import { ReasonDialog } from "../../ui/reason-dialog.tsx";
import { useDay, type InfusionContext } from "../day.tsx";
import { wordsOfDeviation } from "./deviation-words.ts";

type Deviation = InfusionContext["deviations"][number];

/** What went otherwise than planned. Each stays open until a person has reviewed it. */
export function DeviationsCard() {
  const { context, timeZone } = useDay();
  const session = useSession();
  const [reviewing, setReviewing] = useState<Deviation | null>(null);
  const { deviations } = context;
  const open = deviations.filter((one) => one.reviewedAt === null).length;
  return (
    <Card title={t("deviations.title")} actions={deviations.length === 0 ? null : open > 0 ? <Badge tone="warning">{t("deviations.open", { count: open })}</Badge> : <Badge tone="good">{t("deviations.all-reviewed")}</Badge>}>
      {deviations.length === 0 && <p className="soft">{t("deviations.none")}</p>}
      <ul className="quiet-list stack">
        {deviations.map((one) => (
          <li key={one.id} className="stack-tight">
            <span className="row"><Badge tone={one.reviewedAt === null ? "warning" : "neutral"}>{formatTime(one.since, timeZone)}</Badge><span>{wordsOfDeviation(one.message, context.protocol, timeZone)}</span></span>
            {one.reviewedAt === null ? (
              session.may("reviewDeviation") ? <div><Button onPress={() => setReviewing(one)} aria-label={t("deviations.review-this", { what: wordsOfDeviation(one.message, context.protocol, timeZone) })}>{t("deviations.review")}</Button></div> : <span className="small soft">{t("deviations.needs-review")}</span>
            ) : (
              <span className="small soft">{t("deviations.reviewed", { name: one.reviewedBy ?? t("ui.unknown"), at: formatTime(one.reviewedAt, timeZone), note: one.reviewNote ?? "" })}</span>
            )}
          </li>
        ))}
      </ul>
      {reviewing !== null && <ReviewDialog deviation={reviewing} onClose={() => setReviewing(null)} />}
    </Card>
  );
}

function ReviewDialog({ deviation, onClose }: { readonly deviation: Deviation; readonly onClose: () => void }) {
  const { infusion, state, context, timeZone } = useDay();
  const siteId = useSiteId();
  const review = useWrite("reviewDeviation", { done: t("deviations.saved"), onDone: () => { void infusion.reload(); onClose(); } });
  return (
    <ReasonDialog title={t("deviations.review")} submitText={t("deviations.review")} isPending={review.isPending} error={review.error} onClose={onClose} onSubmit={(note) => review.mutate({ params: { siteId, infusionId: state.infusionId, deviationId: deviation.id }, body: { note } })}>
      <p>{wordsOfDeviation(deviation.message, context.protocol, timeZone)}</p>
    </ReasonDialog>
  );
}
