import type { ConsentDefinition, ConsentSigner } from "@stroma/domain";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Choice, Tick } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { fromLocalField } from "../ui/local-time.ts";
import { SourceTip } from "../ui/source-tip.tsx";

/** A consent that was signed on paper: version in force, who signed, for what, when. Nothing is chosen beforehand. */
export function RecordConsentDialog({ participantId, consent, onClose }: { readonly participantId: string; readonly consent: ConsentDefinition; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const [signer, setSigner] = useState<ConsentSigner | null>(null);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [signedAt, setSignedAt] = useState("");
  const record = useWrite("recordConsent", { done: t("consent.recorded"), onDone: onClose });
  const at = fromLocalField(signedAt);
  const missing = consent.scopes.filter((scope) => scope.required && !scopes.includes(scope.id));
  const submit = () => {
    if (signer !== null && at !== null) record.mutate({ params: { siteId, participantId }, body: { version: consent.version, signer, scopes: [...scopes], signedAt: at } });
  };
  return (
    <FormDialog title={t("consent.record-title", { version: consent.version })} isOpen onClose={onClose} submitText={t("consent.record")} isPending={record.isPending} error={record.error} isComplete={signer !== null && at !== null && scopes.length > 0} onSubmit={submit}>
      {consent.risks.length > 0 && (
        <details>
          <summary>{t("consent.risks")}</summary>
          <ul>{consent.risks.map((risk) => <li key={risk.id}>{risk.text} <SourceTip source={risk.source}>{t("reason.source")}</SourceTip></li>)}</ul>
        </details>
      )}
      <Choice label={t("consent.signer")} options={consent.signers.map((id) => ({ id, title: t(`signer.${id}`) }))} value={signer} onChange={setSigner} />
      <fieldset className="field">
        <legend className="field-label">{t("consent.scopes")}</legend>
        {consent.scopes.map((scope) => (
          <Tick key={scope.id} isSelected={scopes.includes(scope.id)} onChange={(on) => setScopes((now) => (on ? [...now, scope.id] : now.filter((id) => id !== scope.id)))}>
            {t(scope.required ? "consent.scope-required" : "consent.scope-optional", { title: scope.title })}
          </Tick>
        ))}
        {missing.length > 0 && <span className="field-hint">{t("consent.scope-missing")}</span>}
      </fieldset>
      <Field label={t("consent.signed-at")} type="datetime-local" value={signedAt} onChange={setSignedAt} isRequired />
    </FormDialog>
  );
}
