import type { Protocol, ReleaseTest } from "@stroma/domain";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { SourcedNumber } from "../ui/measured.tsx";
import { SourceStatus, SourceTip } from "../ui/source-tip.tsx";
import { Facts } from "../ui/page.tsx";
import { Table } from "../ui/table.tsx";

export function EligibilitySection({ protocol }: { readonly protocol: Protocol }) {
  return (
    <div className="grid-wide">
      {(["inclusion", "exclusion"] as const).map((kind) => (
        <div key={kind} className="stack-tight">
          <h3>{t(`protocol.${kind}`)}</h3>
          <ol className="stack-tight">
            {protocol.eligibility.filter((criterion) => criterion.kind === kind).map((criterion) => (
              <li key={criterion.id}>{criterion.text} <SourceTip source={criterion.source}>{t("reason.source")}</SourceTip></li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

export function ConsentSection({ protocol: { consent } }: { readonly protocol: Protocol }) {
  return (
    <>
      <Facts
        facts={[
          [t("consent.version"), consent.version],
          [t("consent.signers"), consent.signers.map((signer) => t(`signer.${signer}`)).join(", ")],
          [t("consent.scopes"), consent.scopes.map((scope) => t(scope.required ? "consent.scope-required" : "consent.scope-optional", { title: scope.title })).join("; ")],
        ]}
      />
      {consent.risks.length > 0 && (
        <div className="stack-tight">
          <h3>{t("consent.risks")}</h3>
          <ul className="stack-tight">
            {consent.risks.map((risk) => (
              <li key={risk.id}>{risk.text} <SourceTip source={risk.source}>{t("reason.source")}</SourceTip></li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** The limit of a release test with its comparator, or the expected result. */
export function ReleaseLimit({ test }: { readonly test: ReleaseTest }) {
  if (test.kind === "number" && test.limit !== undefined) {
    return (
      <span className="nowrap">
        {t(`comparator.${test.comparator ?? ">="}`)} <SourcedNumber quantity={test.limit} source={test.source} />
      </span>
    );
  }
  return <SourceTip source={test.source}>{test.expected ?? t("ui.unknown")}</SourceTip>;
}

export function ReleaseSection({ protocol }: { readonly protocol: Protocol }) {
  const titleOf = (id: string) => protocol.release.find((test) => test.id === id)?.title ?? id;
  return (
    <Table
      caption={t("protocol.release")}
      rows={protocol.release}
      rowKey={(test) => test.id}
      columns={[
        { id: "test", title: t("release.test"), cell: (test) => test.title },
        { id: "limit", title: t("protocol.limit"), cell: (test) => <ReleaseLimit test={test} /> },
        { id: "status", title: t("protocol.status"), cell: (test) => <SourceStatus status={test.source.status} /> },
        { id: "required", title: t("release.needed"), cell: (test) => (test.required ? <Badge tone="info">{t("protocol.required")}</Badge> : <Badge>{t("protocol.optional")}</Badge>) },
        { id: "interim", title: t("release.interim"), cell: (test) => (test.interim === undefined ? t("ui.none") : titleOf(test.interim)) },
      ]}
    />
  );
}
