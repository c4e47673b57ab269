/** Judgements of risk of bias, read from columns of the table. */
import { type RiskLevel, riskLevels } from "@stroma/stats";
import { CommandRefusal } from "../outcome.ts";
import type { Table } from "../statistics/read-table.ts";

export interface RiskOfBias {
  /** Names of the columns, one a domain. */
  readonly domains: readonly string[];
  /** The judgements of a row, from 1, one a domain; `null` where there is none. */
  readonly of: (row: number) => readonly (RiskLevel | null)[];
}

/** Other words for a judgement. "Unclear" of the first edition of Cochrane's tool is no information. */
const spoken: Readonly<Record<string, RiskLevel>> = { "+": "low", "some": "some-concerns", "-": "high", "?": "no-information", "unclear": "no-information", "ni": "no-information" };
const nothing = new Set(["", "na", "n/a", "null", "."]);

/** Throws CommandRefusal, exit code 2, for a column that is not there or a word that is no judgement. */
export function readRiskOfBias(table: Table, named: readonly string[]): RiskOfBias | null {
  const domains = [...new Set(named.flatMap((word) => (table.columns.has(word) ? [word] : word.split(",").map((part) => part.trim()))))];
  if (domains.length === 0) return null;
  const read = domains.map((domain) => {
    const values = table.columns.get(domain);
    if (values === undefined) throw new CommandRefusal("no-such-column", `The file has no column "${domain}".`, `columns are ${[...table.columns.keys()].join(", ")}.`, 2, { path: "risk-of-bias" });
    return values.map((value, row) => judgementOf(value, domain, row));
  });
  return { domains, of: (row) => read.map((column) => column[row - 1] ?? null) };
}

function judgementOf(value: unknown, domain: string, row: number): RiskLevel | null {
  const text = typeof value === "string" ? value.trim().toLowerCase() : value === null || value === undefined ? "" : JSON.stringify(value);
  if (nothing.has(text)) return null;
  const word = text.replace(/\s+(?:risk|concern)(?:\s+of\s+bias)?$/u, "").replaceAll(/[\s_]+/gu, "-");
  const level = riskLevels.find((one) => one === word) ?? spoken[word];
  if (level !== undefined) return level;
  throw new CommandRefusal("unknown-choice", `"${text.slice(0, 40)}" in column ${domain}, row ${row + 1}, is no judgement of risk of bias.`, `write ${riskLevels.join(", ")}, or leave the cell empty where nobody judged.`, 2, { path: "risk-of-bias" });
}

export const riskWords = (level: RiskLevel | null): string => (level === null ? "-" : level.replaceAll("-", " "));
