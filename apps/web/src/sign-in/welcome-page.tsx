import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { GoTo } from "../app/go-to.tsx";
import { call } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Empty, ErrorPanel } from "../ui/states.tsx";
import { readToken } from "./read-token.ts";
import "./sign-in.css";

/** Where a one-time link leads. The token leaves the address before anything else happens, and is used once, on a press. */
export function WelcomePage() {
  const session = useSession();
  const [token] = useState(() => readToken(globalThis.location.hash));
  useEffect(() => globalThis.history.replaceState(globalThis.history.state, "", "/welcome"), []);
  const redeem = useMutation({ mutationFn: (value: string) => call("redeemLink", { body: { token: value } }), onSuccess: session.adopt });
  if (redeem.isSuccess) return <GoTo to="/" />;
  return (
    <div className="narrow">
      <Page title={t("welcome.title")} lead={t("welcome.lead")}>
        {token === null ? (
          <Empty icon="question" title={t("welcome.no-token")}>
            <ButtonLink to="/sign-in">{t("sign-in.title")}</ButtonLink>
          </Empty>
        ) : (
          <Card title={t("welcome.once")}>
            <Button variant="primary" wide size="bedside" icon="arrow" isPending={redeem.isPending} onPress={() => redeem.mutate(token)}>{t("welcome.enter")}</Button>
            {redeem.isError && <ErrorPanel error={redeem.error} />}
          </Card>
        )}
        <p className="soft small">{t("welcome.purpose")}</p>
      </Page>
    </div>
  );
}
