import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { serverClock } from "../session/server-clock.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { ReasonDialog } from "../ui/reason-dialog.tsx";
import type { ParticipantAnswer, ParticipantPart } from "./participant-page.tsx";
import { RecordConsentDialog } from "./record-consent-dialog.tsx";

type Consent = ParticipantAnswer["consents"][number];

export function ConsentCard({ answer, study }: ParticipantPart) {
  const siteId = useSiteId();
  const session = useSession();
  const [recording, setRecording] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Consent | null>(null);
  const withdraw = useWrite("withdrawConsent", { done: t("consent.withdrawn"), onDone: () => setWithdrawing(null) });
  const scopeTitle = (id: string) => study.protocol.consent.scopes.find((scope) => scope.id === id)?.title ?? id;
  const at = (instant: string) => formatDateTime(instant, session.site?.timeZone);
  return (
    <Card title={t("consent.title")} actions={answer.participant.consentInForce ? <Badge tone="good">{t("consent.in-force")}</Badge> : <Badge tone="warning">{t("consent.none-in-force")}</Badge>}>
      {answer.consents.length === 0 && <p className="soft">{t("consent.empty")}</p>}
      <ul className="quiet-list stack">
        {answer.consents.map((consent) => (
          <li key={consent.id} className="stack-tight">
            <div className="row">
              <strong>{t("consent.of-version", { version: consent.version })}</strong>
              {consent.withdrawnAt === null ? <Badge tone="good">{t("consent.signed")}</Badge> : <Badge tone="critical">{t("consent.is-withdrawn")}</Badge>}
            </div>
            <span>{t("consent.signed-by", { signer: t(`signer.${consent.signer}`), at: at(consent.signedAt) })}</span>
            <span className="small soft">{consent.scopes.map(scopeTitle).join("; ")}</span>
            <span className="small soft">{t("consent.recorded-by", { person: consent.recordedBy })}</span>
            {consent.withdrawnAt !== null && <span>{t("consent.withdrawn-at", { at: at(consent.withdrawnAt) })}</span>}
            {consent.withdrawnAt === null && session.may("withdrawConsent") && <div><Button onPress={() => setWithdrawing(consent)}>{t("consent.withdraw")}</Button></div>}
          </li>
        ))}
      </ul>
      {session.may("recordConsent") && <Button variant="primary" icon="pen" onPress={() => setRecording(true)}>{t("consent.record")}</Button>}
      {recording && <RecordConsentDialog participantId={answer.participant.id} consent={study.protocol.consent} onClose={() => setRecording(false)} />}
      {withdrawing !== null && (
        <ReasonDialog
          title={t("consent.withdraw")}
          submitText={t("consent.withdraw")}
          isDanger
          isPending={withdraw.isPending}
          error={withdraw.error}
          onClose={() => setWithdrawing(null)}
          onSubmit={(reason) => withdraw.mutate({ params: { siteId, participantId: answer.participant.id, consentId: withdrawing.id }, body: { reason, withdrawnAt: serverClock.read().instant() } })}
        />
      )}
    </Card>
  );
}
