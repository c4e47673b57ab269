import { t } from "../i18n/i18n.ts";
import { listChanges } from "./list-changes.ts";

const shown = 4;
const short = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

export function ChangeView({ from, to }: { readonly from: unknown; readonly to: unknown }) {
  const changes = listChanges(from, to);
  if (changes.length === 0) return null;
  const rows = (part: typeof changes) => (
    <dl className="change">
      {part.map((change) => (
        <div key={change.name} style={{ display: "contents" }}>
          <dt>{change.name}</dt>
          <dd>
            {change.from !== null && <span className="change-from"><span className="visually-hidden">{t("audit.from")}</span>{short(change.from)}</span>}
            {change.from !== null && change.to !== null && " → "}
            {change.to !== null ? short(change.to) : <span className="soft">{t("audit.removed")}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <>
      {rows(changes.slice(0, shown))}
      {changes.length > shown && (
        <details>
          <summary className="small">{t("audit.more-fields", { count: changes.length - shown })}</summary>
          {rows(changes.slice(shown))}
        </details>
      )}
    </>
  );
}
