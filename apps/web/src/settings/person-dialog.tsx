import { delegations, roles, type Delegation, type Role } from "@stroma/domain";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Tick } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { ScanField } from "../ui/scan-field.tsx";
import type { PersonRow } from "./people-page.tsx";

const toggled = <V,>(held: readonly V[], value: V, on: boolean): readonly V[] => (on ? [...held, value] : held.filter((each) => each !== value));

/** Adds a person, or changes roles, duties, badge and activity. */
export function PersonDialog({ person, onClose, onLink }: { readonly person: PersonRow | null; readonly onClose: () => void; readonly onLink: (link: string) => void }) {
  const siteId = useSiteId();
  const [userName, setUserName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [held, setHeld] = useState<readonly Role[]>(person?.roles ?? []);
  const [duties, setDuties] = useState<readonly Delegation[]>(person?.delegations ?? []);
  const [badge, setBadge] = useState(person?.badge ?? "");
  const [active, setActive] = useState(person?.active ?? true);
  const [reason, setReason] = useState("");
  const create = useWrite("createPerson", { done: t("people.added"), onDone: (answer) => { onClose(); onLink(answer.signInLink); } });
  const amend = useWrite("amendPerson", { done: t("people.changed"), onDone: onClose });
  const nameFault = userName === "" || /^[a-z0-9][a-z0-9._-]{1,63}$/u.test(userName) ? null : t("people.user-name-fault");
  const isComplete = held.length > 0 && (person === null ? userName !== "" && nameFault === null && displayName.trim() !== "" : reason.trim() !== "");
  const submit = () => {
    const code = badge.trim();
    if (person === null) create.mutate({ params: { siteId }, body: { userName, displayName: displayName.trim(), roles: [...held], delegations: [...duties], ...(code !== "" && { badge: code }) } });
    else amend.mutate({ params: { siteId, personId: person.id }, body: { expectedVersion: person.version, roles: [...held], delegations: [...duties], badge: code === "" ? null : code, active, reason: reason.trim() } });
  };
  return (
    <FormDialog title={person === null ? t("people.add") : t("people.change-of", { name: person.displayName })} isOpen onClose={onClose} isWide submitText={person === null ? t("people.add") : t("ui.save")} isPending={create.isPending || amend.isPending} error={create.error ?? amend.error} isComplete={isComplete} onSubmit={submit}>
      {person === null && (
        <div className="grid">
          <Field label={t("people.name")} value={displayName} onChange={setDisplayName} isRequired />
          <Field label={t("sign-in.user-name")} value={userName} onChange={setUserName} error={nameFault} hint={t("people.user-name-hint")} autoComplete="off" isRequired />
        </div>
      )}
      <fieldset className="field">
        <legend className="field-label">{t("people.roles")}</legend>
        <div className="grid">{roles.map((role) => <Tick key={role} isSelected={held.includes(role)} onChange={(on) => setHeld((now) => toggled(now, role, on))}>{t(`role.${role}`)}</Tick>)}</div>
      </fieldset>
      <fieldset className="field">
        <legend className="field-label">{t("people.delegations")}</legend>
        {delegations.map((each) => <Tick key={each} isSelected={duties.includes(each)} onChange={(on) => setDuties((now) => toggled(now, each, on))}>{t(`delegation.${each}`)}</Tick>)}
      </fieldset>
      <ScanField label={t("switch.badge")} hint={t("people.badge-hint", { code: badge === "" ? t("ui.none") : badge })} onScan={(code) => setBadge(code)} />
      {person !== null && (
        <>
          <Tick isSelected={active} onChange={setActive}>{t("people.may-sign-in")}</Tick>
          <Field label={t("ui.reason")} hint={t("ui.reason-hint")} value={reason} onChange={setReason} isRequired />
        </>
      )}
    </FormDialog>
  );
}
