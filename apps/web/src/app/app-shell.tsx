import { Outlet, useLocation } from "@tanstack/react-router";
import { useSession } from "../session/session.tsx";
import { t } from "../i18n/i18n.ts";
import { Navigation } from "./navigation.tsx";
import { TopBar } from "./top-bar.tsx";

/** Frame of every page. At the bedside the navigation steps back, so that the infusion has the whole screen. */
export function AppShell() {
  const session = useSession();
  const { pathname } = useLocation();
  const atBedside = pathname.startsWith("/infusions/");
  const signedIn = session.person !== null;
  // Whose page it is decides its frame: an empty one for that moment, instead of one that jumps.
  if (session.state === "loading") return <output className="shell-wait" aria-label={t("ui.loading")} />;
  return (
    <div className="shell" data-bare={atBedside || !signedIn ? "" : undefined}>
      <a className="skip-link" href="#main">{t("shell.skip")}</a>
      <TopBar />
      {signedIn && !atBedside && <Navigation />}
      <main id="main" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
