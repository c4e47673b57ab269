import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { formatDate } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { StudyChoice, useStudyChoice } from "../studies/study-choice.tsx";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Empty } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { EnterLotDialog } from "./enter-lot-dialog.tsx";
import { ReleaseBadge } from "./release-badge.tsx";

export function LotsPage() {
  const search = useSearch({ from: "/signed-in/lots" });
  const navigate = useNavigate();
  const { query, study, studies } = useStudyChoice(search.study);
  return (
    <Page title={t("lots.title")} lead={t("lots.lead")}>
      <StudyChoice studies={studies} study={study} onChoose={(id) => void navigate({ to: "/lots", search: { study: id } })} />
      <QueryView query={query}>{() => (study === null ? <Empty icon="study" title={t("studies.empty")} /> : <LotList key={study.id} studyId={study.id} />)}</QueryView>
    </Page>
  );
}

function LotList({ studyId }: { readonly studyId: string }) {
  const siteId = useSiteId();
  const session = useSession();
  const [entering, setEntering] = useState(false);
  const query = useRead("listLots", { params: { siteId, studyId } });
  const enter = session.may("createLot") ? <div><Button variant="primary" icon="plus" onPress={() => setEntering(true)}>{t("lots.enter")}</Button></div> : null;
  return (
    <QueryView query={query}>
      {({ lots }) => (
        <>
          {lots.length === 0 ? (
            <Empty icon="lot" title={t("lots.empty")}>{enter}</Empty>
          ) : (
            <>
              {enter}
              <Table
                caption={t("lots.title")}
                rows={lots}
                rowKey={(lot) => lot.id}
                columns={[
                  { id: "code", title: t("lots.code"), cell: (lot) => <Link to="/lots/$lotId" params={{ lotId: lot.id }} className="mono">{lot.code}</Link> },
                  { id: "release", title: t("lots.release"), cell: (lot) => <ReleaseBadge release={lot.release} /> },
                  { id: "tissue", title: t("lots.tissue"), cell: (lot) => t(`tissue.${lot.sourceTissue}`) },
                  { id: "passage", title: t("lots.passage"), numeric: true, cell: (lot) => lot.passage ?? t("ui.unknown") },
                  { id: "expires", title: t("lots.expires"), cell: (lot) => (lot.expiresAt === null ? t("ui.unknown") : formatDate(lot.expiresAt, session.site?.timeZone)) },
                  { id: "results", title: t("lots.results"), numeric: true, cell: (lot) => lot.results.length },
                  { id: "bags", title: t("lots.bags"), numeric: true, cell: (lot) => lot.bagCount },
                ]}
              />
            </>
          )}
          {entering && <EnterLotDialog studyId={studyId} onClose={() => setEntering(false)} />}
        </>
      )}
    </QueryView>
  );
}
