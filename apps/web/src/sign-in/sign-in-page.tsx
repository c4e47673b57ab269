import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { GoTo } from "../app/go-to.tsx";
import { call } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Card, Page } from "../ui/page.tsx";
import { ErrorPanel, Skeleton } from "../ui/states.tsx";
import { SwitchPerson } from "./switch-person.tsx";
import "./sign-in.css";

export function SignInPage() {
  const session = useSession();
  const { from } = useSearch({ from: "/sign-in" });
  if (session.person !== null) return <GoTo to={from ?? "/"} />;
  return (
    <div className="narrow">
      <Page title={t("sign-in.title")} lead={t("sign-in.lead")}>
        {session.state === "loading" && <Skeleton height={320} />}
        {session.state === "failed" && <ErrorPanel error={session.error} onRetry={session.reload} />}
        {session.state === "ready" && session.tablet !== null && (
          <Card title={t("sign-in.tablet", { tablet: session.tablet.name })}>
            <SwitchPerson onDone={() => {}} />
          </Card>
        )}
        {session.state === "ready" && <PasswordForm />}
        <p className="soft small">{t("sign-in.hint")}</p>
      </Page>
    </div>
  );
}

function PasswordForm() {
  const session = useSession();
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({ mutationFn: () => call("signIn", { body: { userName: userName.trim(), password } }), onSuccess: session.adopt, onError: () => setPassword("") });
  return (
    <Card title={t("sign-in.password-title")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Field label={t("sign-in.user-name")} value={userName} onChange={setUserName} autoComplete="username" name="userName" />
        <Field label={t("sign-in.password")} type="password" value={password} onChange={setPassword} autoComplete="current-password" name="password" />
        {signIn.isError && <ErrorPanel error={signIn.error} />}
        <Button type="submit" variant="primary" wide isDisabled={userName.trim() === "" || password === ""} isPending={signIn.isPending}>{t("sign-in.submit")}</Button>
      </form>
    </Card>
  );
}
