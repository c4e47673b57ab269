import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Empty } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { LoadProtocolDialog } from "./load-protocol-dialog.tsx";

export function StudiesPage() {
  const siteId = useSiteId();
  const session = useSession();
  const [loading, setLoading] = useState(false);
  const query = useRead("listStudies", { params: { siteId } });
  const loadButton = session.may("createStudy") ? <Button icon="upload" onPress={() => setLoading(true)}>{t("studies.load")}</Button> : null;
  return (
    <Page title={t("studies.title")} lead={t("studies.lead")} actions={loadButton}>
      <QueryView query={query}>
        {({ studies }) =>
          studies.length === 0 ? (
            <Empty icon="study" title={t("studies.empty")}>{loadButton}</Empty>
          ) : (
            <Table
              caption={t("studies.title")}
              rows={studies}
              rowKey={(study) => study.id}
              columns={[
                { id: "title", title: t("studies.study"), cell: (study) => <Link to="/studies/$studyId" params={{ studyId: study.id }}>{study.title}</Link> },
                { id: "code", title: t("studies.code"), cell: (study) => <span className="mono">{study.code}</span> },
                { id: "version", title: t("studies.version"), cell: (study) => study.protocolVersion },
                { id: "limits", title: t("studies.limits"), cell: (study) => (study.limitsConfirmed ? <Badge tone="good">{t("studies.confirmed")}</Badge> : <Badge tone="warning">{t("studies.unconfirmed")}</Badge>) },
                { id: "participants", title: t("shell.nav.participants"), numeric: true, cell: (study) => <Link to="/participants" search={{ study: study.id }}>{study.participants}</Link> },
                { id: "example", title: t("studies.data"), cell: (study) => (study.example ? <Badge tone="warning">{t("shell.example-data")}</Badge> : t("studies.real-data")) },
              ]}
            />
          )
        }
      </QueryView>
      <LoadProtocolDialog isOpen={loading} onClose={() => setLoading(false)} />
    </Page>
  );
}
