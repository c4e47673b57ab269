import { Outlet, useLocation } from "@tanstack/react-router";
import { useSession } from "../session/session.tsx";
import { t } from "../i18n/i18n.ts";
import { GoTo } from "./go-to.tsx";
import { Page } from "../ui/page.tsx";
import { Empty, ErrorPanel, Skeleton } from "../ui/states.tsx";

/** Lets a signed-in person with a site through; everybody else goes to sign in and comes back. */
export function SignedIn() {
  const session = useSession();
  const { href } = useLocation();
  if (session.state === "loading") return <div className="page"><Skeleton height={420} /></div>;
  if (session.state === "failed") return <div className="page"><ErrorPanel error={session.error} onRetry={session.reload} /></div>;
  if (session.person === null) return <GoTo to="/sign-in" {...(href !== "/" && { from: href })} />;
  if (session.site === null) {
    return (
      <Page title={t("shell.no-site.title")}>
        <Empty icon="people" title={t("shell.no-site.text")} />
      </Page>
    );
  }
  return <Outlet key={`${session.site.id} ${session.person.id}`} />;
}
