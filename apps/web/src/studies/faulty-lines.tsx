import type { Problem } from "@stroma/api";
import { t } from "../i18n/i18n.ts";
import { wordsOfReason } from "../i18n/reason-words.ts";
import { Notice } from "../ui/badge.tsx";
import "./studies.css";

type Fault = NonNullable<Problem["faults"]>[number];

/** The document's faulty lines with what is wrong and what would be right, in the order of the document. */
export function FaultyLines({ text, faults }: { readonly text: string; readonly faults: readonly Fault[] }) {
  const lines = text.split("\n");
  const sorted = faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return (
    <Notice tone="critical" role="alert">
      <strong>{t("studies.faults", { count: faults.length })}</strong>
      <ol className="faulty-lines">
        {sorted.map((fault) => {
          const words = wordsOfReason(fault);
          const line = fault.line === undefined ? null : lines[fault.line - 1];
          return (
            <li key={`${fault.line} ${fault.column} ${fault.path} ${fault.code}`}>
              <span className="small soft mono">{fault.line === undefined ? fault.path : t("error.place", { line: fault.line, column: fault.column ?? 1, path: fault.path })}</span>
              {line !== null && line !== undefined && <code className="faulty-line">{line}</code>}
              <strong>{words.message}</strong>
              <span>{words.remedy}</span>
            </li>
          );
        })}
      </ol>
    </Notice>
  );
}
