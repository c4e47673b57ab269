import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatDate, formatTimeWithSeconds } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useConnection } from "../session/connection.ts";
import { useServerClock } from "../session/server-clock.ts";
import { useSession } from "../session/session.tsx";
import { useNow } from "../session/use-now.ts";
import { SwitchPersonDialog } from "../sign-in/switch-person-dialog.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { LeaveButton } from "./leave-button.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

export function TopBar() {
  const session = useSession();
  const [switching, setSwitching] = useState(false);
  const { person, site, tablet } = session;
  const canSwitch = tablet !== null || (session.answer?.examplePeople.length ?? 0) > 0;
  return (
    <header className="top-bar">
      <Link to="/" className="brand">
        <Icon name="drop" size={24} />
        <span>{t("shell.brand")}</span>
      </Link>
      {site !== null && <span className="top-site"><span className="top-site-name">{site.name}</span>{site.example && <Badge tone="warning">{t("shell.example-data")}</Badge>}</span>}
      <span className="top-gap" />
      <ConnectionState />
      <TopClock {...(site !== null && { timeZone: site.timeZone })} />
      {person !== null && (
        <Link to="/account" className="person-chip">
          <Icon name="person" />
          <span>
            <strong>{person.displayName}</strong>
            <span className="small soft">{(site?.roles ?? []).map((role) => t(`role.${role}`)).join(", ")}</span>
          </span>
        </Link>
      )}
      <ThemeMenu />
      {canSwitch && <Button icon="swap" onPress={() => setSwitching(true)}>{t("shell.switch")}</Button>}
      {person !== null && <span className="leave"><LeaveButton /></span>}
      <SwitchPersonDialog isOpen={switching} onClose={() => setSwitching(false)} />
    </header>
  );
}

function ConnectionState() {
  const connection = useConnection();
  return (
    <output className="top-connection">
      {connection === "online" ? <Badge tone="neutral" icon="online"><span className="top-online">{t("shell.online")}</span></Badge> : <Badge tone="critical" icon="offline">{t("shell.offline")}</Badge>}
    </output>
  );
}

function TopClock({ timeZone }: { readonly timeZone?: string }) {
  const clock = useServerClock();
  const now = useNow(1000);
  return (
    <span className="top-clock">
      <time dateTime={new Date(now).toISOString()}>
        <strong>{formatTimeWithSeconds(now, timeZone)}</strong> <span className="small soft top-date">{formatDate(now, timeZone)}</span>
      </time>
      {clock.demo && <Badge tone="warning" icon="clock">{t("shell.demo-clock", { speed: clock.speed })}</Badge>}
      {!clock.known && <Badge tone="warning" icon="clock">{t("shell.own-clock")}</Badge>}
    </span>
  );
}
