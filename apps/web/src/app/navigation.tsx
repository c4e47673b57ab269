import type { OperationId } from "@stroma/api";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { MessageId } from "../i18n/i18n.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";

interface Place {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: MessageId;
  readonly icon: IconName;
  readonly needs: OperationId;
}
const places: readonly Place[] = [
  { to: "/", label: "shell.nav.home", icon: "home", needs: "readSession" },
  { to: "/ward-board", label: "shell.nav.ward-board", icon: "board", needs: "readWardBoard" },
  { to: "/studies", label: "shell.nav.studies", icon: "study", needs: "listStudies" },
  { to: "/participants", label: "shell.nav.participants", icon: "people", needs: "listParticipants" },
  { to: "/lots", label: "shell.nav.lots", icon: "lot", needs: "listLots" },
  { to: "/audit", label: "shell.nav.audit", icon: "audit", needs: "listAuditEntries" },
  { to: "/people", label: "shell.nav.people", icon: "settings", needs: "listPeople" },
  { to: "/devices", label: "shell.nav.devices", icon: "device", needs: "enrolTablet" },
];

export function Navigation() {
  const session = useSession();
  return (
    <nav className="shell-nav no-print" aria-label={t("shell.nav.label")}>
      <ul>
        {places.filter((place) => session.may(place.needs)).map((place) => (
          <li key={place.to}>
            <Link to={place.to} activeOptions={{ exact: place.to === "/" }} className="nav-link">
              <Icon name={place.icon} size={22} />
              <span>{t(place.label)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
