import type { OperationAnswer } from "@stroma/api";
import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead, useWrite } from "../session/use-operation.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Empty, ErrorPanel } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

export type PersonRow = OperationAnswer<"listPeople">["people"][number];

export function PeoplePage() {
  const siteId = useSiteId();
  const session = useSession();
  const [editing, setEditing] = useState<PersonRow | "new" | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const query = useRead("listPeople", { params: { siteId } });
  const issue = useWrite("issueSignInLink", { onDone: (answer) => setLink(answer.signInLink) });
  const mayChange = session.may("createPerson");
  return (
    <Page title={t("people.title")} lead={t("people.lead")} actions={mayChange ? <Button variant="primary" icon="plus" onPress={() => setEditing("new")}>{t("people.add")}</Button> : null}>
      {issue.isError && <ErrorPanel error={issue.error} />}
      <QueryView query={query}>
        {({ people }) =>
          people.length === 0 ? (
            <Empty icon="people" title={t("people.empty")} />
          ) : (
            <Table
              caption={t("people.title")}
              rows={people}
              rowKey={(person) => person.id}
              columns={[
                { id: "name", title: t("people.name"), cell: (person) => <>{person.displayName}<br /><span className="small soft mono">{person.userName}</span></> },
                { id: "roles", title: t("people.roles"), cell: (person) => <>{person.roles.map((role) => t(`role.${role}`)).join(", ")}{person.delegations.map((each) => <span key={each} className="small soft"><br />{t(`delegation.${each}`)}</span>)}</> },
                { id: "badge", title: t("switch.badge"), cell: (person) => (person.badge === null ? t("ui.none") : <span className="mono">{person.badge}</span>) },
                { id: "state", title: t("people.state"), cell: (person) => <span className="row">{person.active ? <Badge tone="good">{t("people.active")}</Badge> : <Badge icon="lock">{t("people.inactive")}</Badge>}{person.example && <Badge tone="warning">{t("people.example")}</Badge>}</span> },
                ...(mayChange
                  ? [{
                      id: "actions",
                      title: t("ui.action"),
                      cell: (person: PersonRow) => (
                        <div className="row">
                          <Button icon="pen" aria-label={t("people.change-of", { name: person.displayName })} onPress={() => setEditing(person)}>{t("people.change")}</Button>
                          <Button aria-label={t("people.link-of", { name: person.displayName })} isPending={issue.isPending && issue.variables.params.personId === person.id} onPress={() => issue.mutate({ params: { siteId, personId: person.id }, body: {} })}>{t("people.link")}</Button>
                        </div>
                      ),
                    }]
                  : []),
              ]}
            />
          )
        }
      </QueryView>
      {editing !== null && <PersonDialog person={editing === "new" ? null : editing} onClose={() => setEditing(null)} onLink={setLink} />}
      {link !== null && <SecretDialog title={t("people.link-title")} hint={t("people.link-hint")} secret={link} onClose={() => setLink(null)} />}
    </Page>
  );
}
