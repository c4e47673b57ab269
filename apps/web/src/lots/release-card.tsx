import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Card } from "../ui/page.tsx";
import { DecisionPanel } from "../ui/reason-list.tsx";
import type { LotAnswer } from "./lot-page.tsx";

type Kind = "final" | "conditional" | "rejected" | "withdrawn";

/** What the limits say about a final and a conditional release, and the signature of quality. */
export function ReleaseCard({ answer }: { readonly answer: LotAnswer }) {
  const session = useSession();
  const [signing, setSigning] = useState<Kind | null>(null);
  const { lot, finalRelease, conditionalRelease } = answer;
  const released = lot.release?.kind === "final" || lot.release?.kind === "conditional";
  // A lot that is finally released, rejected or withdrawn takes no release any more: the rule's refusal is no bad news then.
  const open = lot.release === null || lot.release.kind === "conditional";
  const maySign = session.may("releaseLot") && session.site?.delegations.includes("quality-release") === true;
  return (
    <Card title={t("release.title")}>
      {lot.release !== null && (
        <Notice tone={released ? "good" : "critical"}>
          <strong>{t(`release.kind.${lot.release.kind}`)}</strong>
          <span>{t("release.signed-by", { person: lot.release.signedBy, at: formatDateTime(lot.release.signedAt, session.site?.timeZone), reason: lot.release.reason })}</span>
        </Notice>
      )}
      {open ? <Decisions answer={answer} /> : <details><summary>{t("release.why-closed")}</summary><div className="stack"><Decisions answer={answer} /></div></details>}
      {maySign ? (
        <div className="row">
          {open && <Button variant="primary" icon="pen" isDisabled={finalRelease.outcome === "refused"} onPress={() => setSigning("final")}>{t("release.sign-final")}</Button>}
          {open && <Button icon="pen" isDisabled={conditionalRelease.outcome === "refused"} onPress={() => setSigning("conditional")}>{t("release.sign-conditional")}</Button>}
          <Button variant="danger" onPress={() => setSigning(released ? "withdrawn" : "rejected")}>{t(released ? "release.sign-withdrawn" : "release.sign-rejected")}</Button>
        </div>
      ) : (
        <p className="soft">{t("release.who")}</p>
      )}
      {signing !== null && <SignDialog answer={answer} kind={signing} onClose={() => setSigning(null)} />}
    </Card>
  );
}

function Decisions({ answer: { finalRelease, conditionalRelease } }: { readonly answer: LotAnswer }) {
  return (
    <>
      <DecisionPanel decision={finalRelease} allowedText={t("release.final-allowed")} refusedText={t("release.final-refused")} />
      {finalRelease.outcome === "refused" && <DecisionPanel decision={conditionalRelease} allowedText={t("release.conditional-allowed")} refusedText={t("release.conditional-refused")} />}
    </>
  );
}

function SignDialog({ answer: { lot }, kind, onClose }: { readonly answer: LotAnswer; readonly kind: Kind; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const session = useSession();
  const [reason, setReason] = useState("");
  const [pin, setPin] = useState("");
  const sign = useWrite("releaseLot", { done: t("release.done"), onDone: onClose });
  return (
    <FormDialog title={t(`release.sign-${kind}`)} isOpen onClose={onClose} submitText={t("release.sign")} isDanger={kind === "rejected" || kind === "withdrawn"} isPending={sign.isPending} error={sign.error} isComplete={reason.trim() !== "" && pin.length >= 4} onSubmit={() => sign.mutate({ params: { siteId, lotId: lot.id }, body: { expectedVersion: lot.version, kind, reason: reason.trim(), pin } })}>
      <p>{t("release.meaning", { person: session.person?.displayName ?? "", lot: lot.code })}</p>
      <Field label={t("ui.reason")} hint={t("ui.reason-hint")} value={reason} onChange={setReason} lines={3} isRequired />
      <Field label={t("switch.pin")} type="password" value={pin} onChange={(next) => setPin(next.replaceAll(/\D/gu, "").slice(0, 12))} autoComplete="off" inputMode="numeric" isRequired />
    </FormDialog>
  );
}
