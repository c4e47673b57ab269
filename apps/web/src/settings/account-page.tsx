import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Card, Facts, Page } from "../ui/page.tsx";
import { ErrorPanel } from "../ui/states.tsx";

export function AccountPage() {
  const session = useSession();
  return (
    <Page title={session.person?.displayName ?? t("account.title")} lead={t("account.title")}>
      {session.answer?.mustSetPassword === true && <Notice tone="warning">{t("account.must-set")}</Notice>}
      <Card title={t("account.roles")}>
        <Facts facts={(session.answer?.sites ?? []).map((site) => [site.name, [...site.roles.map((role) => t(`role.${role}`)), ...site.delegations.map((each) => t(`delegation.${each}`))].join(", ")] as const)} />
      </Card>
      <div className="grid-wide">
        <PasswordCard />
        <PinCard />
      </div>
    </Page>
  );
}

function PasswordCard() {
  const session = useSession();
  const mustGiveCurrent = session.answer?.mustSetPassword === false;
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useWrite("changePassword", { done: t("account.password-saved"), onDone: (answer) => { setCurrent(""); setNext(""); session.adopt(answer); } });
  return (
    <Card title={t("sign-in.password")}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); change.mutate({ body: { newPassword: next, ...(mustGiveCurrent && { currentPassword: current }) } }); }}>
        {mustGiveCurrent && <Field label={t("account.current-password")} type="password" value={current} onChange={setCurrent} autoComplete="current-password" />}
        <Field label={t("account.new-password")} type="password" value={next} onChange={setNext} autoComplete="new-password" hint={t("account.password-hint")} />
        {change.isError && <ErrorPanel error={change.error} />}
        <div className="row-end"><Button type="submit" variant="primary" isDisabled={next.length < 12 || (mustGiveCurrent && current === "")} isPending={change.isPending}>{t("account.set-password")}</Button></div>
      </form>
    </Card>
  );
}

function PinCard() {
  const [pin, setPin] = useState("");
  const change = useWrite("changePin", { done: t("account.pin-saved"), onDone: () => setPin("") });
  return (
    <Card title={t("switch.pin")}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); change.mutate({ body: { newPin: pin } }); }}>
        <Field label={t("account.new-pin")} type="password" inputMode="numeric" value={pin} onChange={(next) => setPin(next.replaceAll(/\D/gu, "").slice(0, 12))} autoComplete="off" hint={t("account.pin-hint")} />
        {change.isError && <ErrorPanel error={change.error} />}
        <div className="row-end"><Button type="submit" variant="primary" isDisabled={pin.length < 4} isPending={change.isPending}>{t("account.set-pin")}</Button></div>
      </form>
    </Card>
  );
}
