import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Badge, Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";

/** Every entry holds the hash of the one before: a changed, removed or inserted entry is found and named. */
export function VerificationCard() {
  const siteId = useSiteId();
  const studies = useRead("listStudies", { params: { siteId } }).data?.studies ?? [];
  const query = useRead("verifyAudit", { params: { siteId } });
  return (
    <Card title={t("audit.verification")} actions={<Button icon="audit" isPending={query.isFetching} onPress={() => void query.refetch()}>{t("audit.verify")}</Button>}>
      <QueryView query={query} height={72}>
        {({ ok, chains }) => (
          <div className="stack">
            <Notice tone={ok ? "good" : "critical"}>
              <strong>{t(ok ? "audit.ok" : "audit.broken")}</strong>
            </Notice>
            <ul className="quiet-list stack-tight">
              {chains.map((chain) => (
                <li key={chain.studyId ?? "site"}>
                  <div className="row">
                    {chain.ok ? <Badge tone="good">{t("audit.chain-ok")}</Badge> : <Badge tone="critical">{t("audit.chain-broken")}</Badge>}
                    <span>{chain.studyId === null ? t("audit.site-chain") : (studies.find((study) => study.id === chain.studyId)?.title ?? chain.studyId)}</span>
                    <span className="soft">{t("audit.entries", { count: chain.entries })}</span>
                  </div>
                  {chain.findings.length > 0 && <ul>{chain.findings.map((finding) => <li key={`${finding.kind} ${finding.seq}`}><strong>{finding.kind}</strong> {finding.seq !== null && <span className="mono">{finding.seq}</span>} {finding.message}</li>)}</ul>}
                </li>
              ))}
            </ul>
          </div>
        )}
      </QueryView>
    </Card>
  );
}
