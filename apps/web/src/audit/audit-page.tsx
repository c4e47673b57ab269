import type { OperationAnswer } from "@stroma/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../api-client.ts";
import { formatDateTime, formatUtc } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { Empty, ErrorPanel, Skeleton } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { ChangeView } from "./change-view.tsx";
import { VerificationCard } from "./verification-card.tsx";
import "./audit.css";

type Entry = OperationAnswer<"listAuditEntries">["entries"][number];
const all = "all";

/** Who did what, when, from what to what, why; and whether the chain holds. */
export function AuditPage() {
  const siteId = useSiteId();
  const session = useSession();
  const [studyId, setStudyId] = useState(all);
  const [entityId, setEntityId] = useState("");
  const [word, setWord] = useState("");
  const studies = useRead("listStudies", { params: { siteId } }).data?.studies ?? [];
  const filter = { ...(studyId !== all && { studyId }), ...(entityId.trim() !== "" && { entityId: entityId.trim() }), limit: "100" };
  const query = useInfiniteQuery({
    queryKey: ["listAuditEntries", siteId, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => call("listAuditEntries", { params: { siteId }, query: { ...filter, ...(pageParam !== null && { before: pageParam }) } }, { signal }),
    getNextPageParam: (page) => page.next,
  });
  const zone = session.site?.timeZone;
  const sought = word.trim().toLowerCase();
  const entries = (query.data?.pages ?? []).flatMap((page) => page.entries).filter((entry) => sought === "" || `${entry.what} ${entry.entity} ${entry.actorName ?? ""} ${entry.reason ?? ""}`.toLowerCase().includes(sought));
  return (
    <Page title={t("audit.title")} lead={t("audit.lead")}>
      {session.may("verifyAudit") && <VerificationCard />}
      <search className="grid no-print">
        <Select label={t("studies.study")} options={[{ id: all, title: t("audit.all-studies") }, ...studies.map((study) => ({ id: study.id, title: study.title }))]} value={studyId} onChange={setStudyId} />
        <Field label={t("audit.record")} value={entityId} onChange={setEntityId} hint={t("audit.record-hint")} />
        <Field label={t("audit.word")} value={word} onChange={setWord} hint={t("audit.word-hint")} />
      </search>
      {query.isError && <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={420} />}
      {query.isSuccess && entries.length === 0 && <Empty icon="audit" title={t("audit.empty")} />}
      {entries.length > 0 && (
        <Table<Entry>
          caption={t("audit.title")}
          rows={entries}
          rowKey={(entry) => `${entry.studyId} ${entry.seq}`}
          columns={[
            { id: "at", title: t("audit.at"), cell: (entry) => <span className="small nowrap">{formatUtc(entry.at)}<br /><span className="soft">{t("audit.local", { at: formatDateTime(entry.at, zone) })}</span></span> },
            { id: "who", title: t("audit.who"), cell: (entry) => <>{entry.actorName ?? t("audit.nobody")}<br /><span className="small soft">{entry.actorRole}</span></> },
            { id: "what", title: t("audit.what"), cell: (entry) => <><strong>{entry.what}</strong><br /><span className="small soft mono audit-id">{entry.entity}{entry.entityId !== null && <><br />{entry.entityId}</>}</span></> },
            { id: "change", title: t("audit.change"), cell: (entry) => <ChangeView from={entry.from} to={entry.to} /> },
            { id: "why", title: t("ui.reason"), cell: (entry) => entry.reason ?? "" },
            { id: "seq", title: t("audit.number"), numeric: true, cell: (entry) => <span className="small mono" title={entry.hash}>{entry.seq}</span> },
          ]}
        />
      )}
      {query.hasNextPage && <div><Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>{t("audit.more")}</Button></div>}
    </Page>
  );
}
