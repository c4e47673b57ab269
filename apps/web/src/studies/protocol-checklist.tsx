import type { ChecklistItem, Protocol } from "@stroma/domain";
import { formatQuantity } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { SourceTip } from "../ui/source-tip.tsx";

export function ChecklistSection({ protocol }: { readonly protocol: Protocol }) {
  return (
    <div className="stack">
      {protocol.checklist.map((phase) => (
        <div key={phase.id} className="stack-tight">
          <h3>{phase.title}</h3>
          {phase.items.length === 0 ? (
            <p className="soft">{t("protocol.no-items")}</p>
          ) : (
            <ol className="step-list">
              {phase.items.map((item) => (
                <li key={item.id}>
                  {item.text} <SourceTip source={item.source}>{t("reason.source")}</SourceTip>
                  <div className="row small soft">
                    <span>{t(`item-kind.${item.kind}`)}</span>
                    <Accepted item={item} />
                    {item.required ? <Badge tone="info">{t("protocol.required")}</Badge> : <Badge>{t("protocol.optional")}</Badge>}
                    <span>{item.overrideBy.length === 0 ? t("protocol.no-override") : t("protocol.override-by", { roles: item.overrideBy.map((role) => t(`role.${role}`)).join(", ") })}</span>
                  </div>
                </li>
              ))}
            </ol>
          )}
        </div>
      ))}
    </div>
  );
}

function Accepted({ item }: { readonly item: ChecklistItem }) {
  if (item.kind === "choice") return <span>{t("protocol.accepted", { options: (item.options ?? []).filter((option) => option.acceptable).map((option) => option.title).join(", ") })}</span>;
  if (item.kind === "scan") return <span>{t(`scans.${item.scans ?? "bag"}`)}</span>;
  if (item.kind !== "value" || item.unit === undefined) return null;
  const { unit, range } = item;
  const edge = (value: number | undefined) => (value === undefined ? t("protocol.no-edge") : formatQuantity({ value, unit }));
  return <SourceTip source={item.source}>{t("protocol.range", { low: edge(range?.low), high: edge(range?.high) })}</SourceTip>;
}
