import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { ReasonDialog } from "../ui/reason-dialog.tsx";
import type { StudyAnswer } from "./study-page.tsx";

type Hold = StudyAnswer["holds"][number];

/** Safety holds: while one stands, no infusion of the study starts at the site. */
export function HoldsCard({ answer }: { readonly answer: StudyAnswer }) {
  const siteId = useSiteId();
  const session = useSession();
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<Hold | null>(null);
  const place = useWrite("placeSafetyHold", { done: t("holds.placed"), onDone: () => setPlacing(false) });
  const lift = useWrite("liftSafetyHold", { done: t("holds.lifted"), onDone: () => setLifting(null) });
  const params = { siteId, studyId: answer.study.id };
  const standing = answer.holds.filter((hold) => hold.liftedAt === null);
  return (
    <Card title={t("holds.title")} actions={standing.length === 0 ? <Badge tone="good">{t("holds.none")}</Badge> : <Badge tone="critical" icon="stop">{t("holds.standing")}</Badge>}>
      <p className="soft">{t("holds.meaning")}</p>
      {answer.holds.length > 0 && (
        <ul className="quiet-list stack">
          {answer.holds.map((hold) => (
            <li key={hold.id} className="stack-tight">
              <strong>{hold.reason}</strong>
              <span className="small soft">{t("holds.placed-by", { person: hold.placedBy, at: formatDateTime(hold.placedAt, session.site?.timeZone) })}</span>
              {hold.liftedAt !== null && <span className="small">{t("holds.lifted-by", { person: hold.liftedBy ?? t("ui.unknown"), at: formatDateTime(hold.liftedAt, session.site?.timeZone), reason: hold.liftReason ?? "" })}</span>}
              {hold.liftedAt === null && session.may("liftSafetyHold") && <div><Button onPress={() => setLifting(hold)}>{t("holds.lift")}</Button></div>}
            </li>
          ))}
        </ul>
      )}
      {session.may("placeSafetyHold") && <Button variant="danger" icon="stop" onPress={() => setPlacing(true)}>{t("holds.place")}</Button>}
      {placing && <ReasonDialog title={t("holds.place")} submitText={t("holds.place")} isDanger isPending={place.isPending} error={place.error} onClose={() => setPlacing(false)} onSubmit={(reason) => place.mutate({ params, body: { reason } })} />}
      {lifting !== null && <ReasonDialog title={t("holds.lift")} submitText={t("holds.lift")} isPending={lift.isPending} error={lift.error} onClose={() => setLifting(null)} onSubmit={(reason) => lift.mutate({ params: { ...params, holdId: lifting.id }, body: { reason } })} />}
    </Card>
  );
}
