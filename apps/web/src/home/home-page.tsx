import { formatDateTime } from "../i18n/format.ts";
import { isMessageId, t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Badge, Notice } from "../ui/badge.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Empty } from "../ui/states.tsx";
import { FirstSteps } from "./first-steps.tsx";

export function HomePage() {
  const siteId = useSiteId();
  const session = useSession();
  const { site, person, answer } = session;
  return (
    <Page title={t("home.title", { name: person?.displayName ?? "" })} lead={site?.name}>
      {answer?.mustSetPassword === true && (
        <Notice tone="warning">
          <span>{t("account.must-set")}</span>
          <div><ButtonLink to="/account">{t("account.set-password")}</ButtonLink></div>
        </Notice>
      )}
      {site?.example === true && <FirstSteps />}
      {session.may("listInfusions") && <Infusions siteId={siteId} />}
      <Notice tone="info"><span>{t("welcome.purpose")}</span></Notice>
    </Page>
  );
}

function Infusions({ siteId }: { readonly siteId: string }) {
  const zone = useSession().site?.timeZone;
  const query = useRead("listInfusions", { params: { siteId } }, { refetchInterval: 30_000 });
  return (
    <Card title={t("home.infusions")} actions={<ButtonLink icon="board" to="/ward-board">{t("shell.nav.ward-board")}</ButtonLink>}>
      <QueryView query={query} height={160}>
        {({ infusions }) => {
          const open = infusions.filter((infusion) => infusion.phase !== "discharged");
          if (open.length === 0) return <Empty icon="drop" title={t("home.no-infusions")}><ButtonLink to="/participants">{t("shell.nav.participants")}</ButtonLink></Empty>;
          return (
            <ul className="quiet-list stack">
              {open.map((infusion) => {
                const phase = `infusion-phase.${infusion.phase}`;
                return (
                  <li key={infusion.id} className="spread">
                    <span className="row">
                      <strong className="mono">{infusion.participantNumber}</strong>
                      <Badge tone={infusion.phase === "running" ? "good" : "neutral"} icon="drop">{isMessageId(phase) ? t(phase) : infusion.phase}</Badge>
                      <span className="soft">{t("home.planned", { at: formatDateTime(infusion.plannedFor, zone) })}</span>
                    </span>
                    <ButtonLink variant="primary" icon="bedside" to="/infusions/$infusionId" params={{ infusionId: infusion.id }} aria-label={t("home.open-of", { number: infusion.participantNumber })}>{t("infusions.open")}</ButtonLink>
                  </li>
                );
              })}
            </ul>
          );
        }}
      </QueryView>
    </Card>
  );
}
