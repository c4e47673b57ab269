import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { StudyChoice, useStudyChoice } from "../studies/study-choice.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { MeasuredQuantity } from "../ui/measured.tsx";
import { Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Empty } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { EligibleBadge } from "./eligible-badge.tsx";
import { EnterParticipantDialog } from "./enter-participant-dialog.tsx";

export function ParticipantsPage() {
  const search = useSearch({ from: "/signed-in/participants" });
  const navigate = useNavigate();
  const { query, study, studies } = useStudyChoice(search.study);
  return (
    <Page title={t("participants.title")} lead={t("participants.lead")}>
      <StudyChoice studies={studies} study={study} onChoose={(id) => void navigate({ to: "/participants", search: { study: id } })} />
      <QueryView query={query}>{() => (study === null ? <Empty icon="study" title={t("studies.empty")} /> : <ParticipantList key={study.id} studyId={study.id} />)}</QueryView>
    </Page>
  );
}

function ParticipantList({ studyId }: { readonly studyId: string }) {
  const siteId = useSiteId();
  const session = useSession();
  const [entering, setEntering] = useState(false);
  const query = useRead("listParticipants", { params: { siteId, studyId } });
  const enter = session.may("createParticipant") ? <div><Button variant="primary" icon="plus" onPress={() => setEntering(true)}>{t("participants.enter")}</Button></div> : null;
  return (
    <QueryView query={query}>
      {({ participants }) => (
        <>
          {participants.length === 0 ? (
            <Empty icon="people" title={t("participants.empty")}>{enter}</Empty>
          ) : (
            <>
              {enter}
              <Table
                caption={t("participants.title")}
                rows={participants}
                rowKey={(row) => row.id}
                columns={[
                  { id: "number", title: t("participants.number"), cell: (row) => <Link to="/participants/$participantId" params={{ participantId: row.id }} className="mono">{row.number}</Link> },
                  { id: "eligible", title: t("participants.eligible"), cell: (row) => <EligibleBadge eligible={row.eligible} /> },
                  { id: "consent", title: t("consent.title"), cell: (row) => (row.consentInForce ? <Badge tone="good">{t("consent.in-force")}</Badge> : <Badge tone="warning">{t("consent.none-in-force")}</Badge>) },
                  { id: "dose", title: t("participants.dose-level"), numeric: true, cell: (row) => row.doseLevel ?? t("participants.not-assigned") },
                  { id: "weight", title: t("participants.weight"), numeric: true, cell: (row) => <MeasuredQuantity quantity={row.lastWeight?.quantity} /> },
                  { id: "version", title: t("studies.version"), cell: (row) => row.protocolVersion },
                  { id: "synthetic", title: t("studies.data"), cell: (row) => (row.synthetic ? <Badge tone="warning">{t("participants.synthetic")}</Badge> : t("studies.real-data")) },
                ]}
              />
            </>
          )}
          <EnterParticipantDialog studyId={studyId} isOpen={entering} onClose={() => setEntering(false)} />
        </>
      )}
    </QueryView>
  );
}
