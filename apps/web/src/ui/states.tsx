/** Loading, empty, failed: the states that every list and page has. */
import type { ReactNode } from "react";
import { CallFailure } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { wordsOfProblem, wordsOfReason } from "../i18n/reason-words.ts";
import { Notice } from "./badge.tsx";
import { Button } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { DecisionPanel } from "./reason-list.tsx";

/** Nothing here yet: says what would be here and how it gets here. */
export function Empty({ icon = "info", title, children }: { readonly icon?: IconName; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} size={32} />
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** Keeps the place of what is loading, at its size. `lines` of text, or a block of `height` pixels. */
export function Skeleton({ lines = 3, height }: { readonly lines?: number; readonly height?: number }) {
  return (
    <output className="stack-tight">
      <span className="visually-hidden">{t("ui.loading")}</span>
      {height === undefined ? Array.from({ length: lines }, (_, line) => <span key={line} className="skeleton" style={{ height: 22, width: `${96 - ((line * 17) % 40)}%` }} />) : <span className="skeleton" style={{ height }} />}
    </output>
  );
}

/** What went wrong and what to do; a refusal shows every reason. */
export function ErrorPanel({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) {
  const failure = error instanceof CallFailure ? error : null;
  const problem = failure?.problem ?? null;
  if (problem?.decision !== undefined) return <div role="alert"><DecisionPanel decision={problem.decision} allowedText={problem.message} refusedText={t("error.refused")} /></div>;
  const words = problem !== null ? wordsOfProblem(problem) : { message: t(`error.${failure?.kind === "problem" ? "unreadable" : (failure?.kind ?? "unexpected")}.message`), remedy: t(`error.${failure?.kind === "problem" ? "unreadable" : (failure?.kind ?? "unexpected")}.remedy`) };
  return (
    <Notice tone="critical" role="alert">
      <strong>{words.message}</strong>
      <span>{words.remedy}</span>
      {problem?.faults !== undefined && <FaultList faults={problem.faults} />}
      {problem?.retryAfterSeconds !== undefined && <span>{t("error.retry-after", { seconds: problem.retryAfterSeconds })}</span>}
      {problem !== null && <span className="small soft mono">{t("error.request", { code: problem.code, requestId: problem.requestId })}</span>}
      {onRetry !== undefined && <div><Button onPress={onRetry}>{t("ui.retry")}</Button></div>}
    </Notice>
  );
}

interface Fault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly line?: number;
  readonly column?: number;
}

/** All faults of an input together, each with its place and what would be right. */
export function FaultList({ faults }: { readonly faults: readonly Fault[] }) {
  return (
    <ol className="stack-tight">
      {faults.map((fault) => {
        const words = wordsOfReason(fault);
        return (
          <li key={`${fault.path} ${fault.code} ${fault.line ?? ""}`}>
            <strong className="mono">{fault.line === undefined ? fault.path : t("error.place", { line: fault.line, column: fault.column ?? 1, path: fault.path })}</strong>
            <div>{words.message}</div>
            <div className="soft">{words.remedy}</div>
          </li>
        );
      })}
    </ol>
  );
}
