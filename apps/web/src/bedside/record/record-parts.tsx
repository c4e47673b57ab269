/** Building blocks of the printed record. */
import type { ReactNode } from "react";
import { t } from "../../i18n/i18n.ts";

export function Section({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className="record-section">
      <h2>{title}</h2>
      {note !== undefined && <p className="record-note">{note}</p>}
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="record-pairs">
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A table whose head is repeated on every page; without rows it says "none recorded". */
export function Rows({ caption, head, rows }: { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[] }) {
  if (rows.length === 0) return <p className="record-none"><strong>{caption}</strong>: {t("record.none")}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="record-scroll" tabIndex={0} aria-label={caption}>
      <table className="record-table">
        <caption>{caption}</caption>
        <thead>
          <tr>{head.map((title) => <th key={title} scope="col">{title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {/* oxlint-disable-next-line react/no-array-index-key -- cells have no identity but their column */}
              {row.cells.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
