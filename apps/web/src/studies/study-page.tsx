import { Link, useParams } from "@tanstack/react-router";
import type { OperationAnswer } from "@stroma/api";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Badge, Notice } from "../ui/badge.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Card, Facts, Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { DoseLevelsCard } from "./dose-levels-card.tsx";
import { HoldsCard } from "./holds-card.tsx";
import { ProtocolView } from "./protocol-view.tsx";
import "./studies.css";

export type StudyAnswer = OperationAnswer<"readStudy">;

export function StudyPage() {
  const siteId = useSiteId();
  const { studyId } = useParams({ from: "/signed-in/studies/$studyId" });
  const query = useRead("readStudy", { params: { siteId, studyId } });
  return (
    <Page
      title={query.data?.study.title ?? t("studies.study")}
      lead={<Link to="/studies">{t("studies.all")}</Link>}
      actions={
        <>
          <ButtonLink icon="people" to="/participants" search={{ study: studyId }}>{t("shell.nav.participants")}</ButtonLink>
          <ButtonLink icon="lot" to="/lots" search={{ study: studyId }}>{t("shell.nav.lots")}</ButtonLink>
        </>
      }
    >
      <QueryView query={query} height={720}>
        {(answer) => (
          <>
            <ConfirmationNotice answer={answer} />
            <div className="grid-wide">
              <OverviewCard answer={answer} />
              <HoldsCard answer={answer} />
            </div>
            <DoseLevelsCard answer={answer} />
            <ProtocolView protocol={answer.protocol} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function ConfirmationNotice({ answer }: { readonly answer: StudyAnswer }) {
  const session = useSession();
  const { confirmation, study } = answer;
  if (confirmation === null) {
    return (
      <Notice tone="warning">
        <strong>{t("studies.unconfirmed-title")}</strong>
        <span>{t("studies.unconfirmed-text")}</span>
        <div>
          {session.may("confirmLimits") ? <ButtonLink variant="primary" icon="check" to="/studies/$studyId/limits" params={{ studyId: study.id }}>{t("limits.title")}</ButtonLink> : <span>{t("studies.unconfirmed-who")}</span>}
        </div>
      </Notice>
    );
  }
  return (
    <Notice tone="good">
      <strong>{t("studies.confirmed-by", { person: confirmation.confirmedBy, at: formatDateTime(confirmation.confirmedAt, session.site?.timeZone), version: confirmation.protocolVersion })}</strong>
      <span>{confirmation.statement}</span>
      {confirmation.localDecisions.length > 0 && (
        <details>
          <summary>{t("limits.local-count", { count: confirmation.localDecisions.length })}</summary>
          <ul>{confirmation.localDecisions.map((each) => <li key={each.path}><span className="mono">{each.path}</span><br />{each.reason}</li>)}</ul>
        </details>
      )}
      <div><Link to="/studies/$studyId/limits" params={{ studyId: study.id }}>{t("limits.review")}</Link></div>
    </Notice>
  );
}

function OverviewCard({ answer: { study, protocol, versions } }: { readonly answer: StudyAnswer }) {
  const session = useSession();
  return (
    <Card title={t("studies.overview")} actions={study.example ? <Badge tone="warning">{t("shell.example-data")}</Badge> : null}>
      <p>{protocol.summary}</p>
      <Facts
        facts={[
          [t("studies.code"), <span className="mono" key="code">{study.code}</span>],
          [t("studies.version"), protocol.version],
          [t("studies.extends"), protocol.extends === null ? t("ui.none") : `${protocol.extends.id} ${protocol.extends.version}`],
          [t("studies.setting"), t(`setting.${protocol.setting}`)],
          [t("shell.nav.participants"), study.participants],
          [t("studies.versions"), versions.map((each) => t("studies.version-loaded", { version: each.version, at: formatDateTime(each.loadedAt, session.site?.timeZone) })).join("; ")],
        ]}
      />
    </Card>
  );
}
