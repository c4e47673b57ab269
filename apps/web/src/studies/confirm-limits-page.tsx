import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { t, type MessageId } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead, useWrite } from "../session/use-operation.ts";
import { Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Tick } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { Card, Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { ErrorPanel } from "../ui/states.tsx";
import { groupNumbers } from "./group-numbers.ts";
import { NumbersTable } from "./numbers-table.tsx";
import type { StudyAnswer } from "./study-page.tsx";
import "./studies.css";

const groupTitles: Readonly<Record<string, MessageId>> = {
  dose: "protocol.dose", limits: "protocol.limits", release: "protocol.release", checklist: "protocol.checklist", monitoring: "protocol.monitoring", "infusion-events": "protocol.events", pathways: "protocol.pathways", observation: "protocol.observation",
};
function groupTitle(id: string): string {
  const title = groupTitles[id];
  return title === undefined ? id : t(title);
}

const noDecisions: Readonly<Record<string, string>> = {};

/** The site reviews every number before its first infusion, and confirms them by name. */
export function ConfirmLimitsPage() {
  const siteId = useSiteId();
  const { studyId } = useParams({ from: "/signed-in/studies/$studyId/limits" });
  const query = useRead("readStudy", { params: { siteId, studyId } });
  return (
    <Page title={t("limits.title")} lead={<Link to="/studies/$studyId" params={{ studyId }}>{query.data?.study.title ?? t("studies.study")}</Link>}>
      <QueryView query={query} height={720}>{(answer) => <Review answer={answer} />}</QueryView>
    </Page>
  );
}

function Review({ answer }: { readonly answer: StudyAnswer }) {
  const siteId = useSiteId();
  const session = useSession();
  const navigate = useNavigate();
  const [local, setLocal] = useState<Readonly<Record<string, string>>>({});
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [statement, setStatement] = useState("");
  const studyId = answer.study.id;
  const confirm = useWrite("confirmLimits", { done: t("limits.done"), onDone: () => void navigate({ to: "/studies/$studyId", params: { studyId } }) });
  const groups = useMemo(() => groupNumbers(answer.numbers), [answer.numbers]);
  const decideLocally = useCallback((path: string, reason: string) => setLocal((now) => ({ ...now, [path]: reason })), []);
  const recalled = answer.numbers.filter((number) => number.source.status === "recalled");
  const undecided = recalled.filter((number) => (local[number.path] ?? "").trim() === "");
  const unseen = groups.filter((group) => !seen.has(group.id));
  const isComplete = undecided.length === 0 && unseen.length === 0 && statement.trim() !== "";
  const submit = () =>
    confirm.mutate({
      params: { siteId, studyId },
      body: { protocolVersion: answer.protocol.version, statement: statement.trim(), localDecisions: Object.entries(local).filter(([, reason]) => reason.trim() !== "").map(([path, reason]) => ({ path, reason: reason.trim() })) },
    });
  const mayConfirm = session.may("confirmLimits");
  return (
    <>
      <Notice tone="info">
        <strong>{t("limits.lead", { count: answer.numbers.length, version: answer.protocol.version })}</strong>
        <span>{t("limits.meaning")}</span>
        {recalled.length > 0 && <span>{t("limits.recalled", { count: recalled.length })}</span>}
      </Notice>
      {groups.map((group) => (
        <Card key={group.id} title={t("limits.group", { title: groupTitle(group.id), count: group.numbers.length })}>
          <NumbersTable caption={groupTitle(group.id)} numbers={group.numbers} local={group.numbers.some((number) => number.source.status === "recalled") ? local : noDecisions} onLocal={mayConfirm ? decideLocally : null} />
          {mayConfirm && (
            <Tick isSelected={seen.has(group.id)} onChange={(on) => setSeen((now) => { const next = new Set(now); if (on) next.add(group.id); else next.delete(group.id); return next; })}>
              {t("limits.reviewed", { count: group.numbers.length })}
            </Tick>
          )}
        </Card>
      ))}
      {mayConfirm ? (
        <Card title={t("limits.statement-title")}>
          <Field label={t("limits.statement")} value={statement} onChange={setStatement} lines={3} hint={t("limits.statement-hint")} maxLength={2000} isRequired />
          {unseen.length > 0 && <p className="soft">{t("limits.unseen", { count: unseen.length })}</p>}
          {undecided.length > 0 && <p className="soft">{t("limits.undecided", { count: undecided.length })}</p>}
          {confirm.isError && <ErrorPanel error={confirm.error} />}
          <div className="row-end"><Button variant="primary" icon="check" isDisabled={!isComplete} isPending={confirm.isPending} onPress={submit}>{t("limits.submit")}</Button></div>
        </Card>
      ) : (
        <Notice tone="info">{t("studies.unconfirmed-who")}</Notice>
      )}
    </>
  );
}
