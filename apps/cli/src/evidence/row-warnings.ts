/** What in the chosen rows can mislead: told, never mended in silence. */
import type { Table } from "../statistics/read-table.ts";

/** Names under which tables keep what matters here. */
const windows = ["outcome_window", "window", "time_frame", "ae_time_frame", "follow_up"];
const thresholds = ["other_ae_threshold_pct", "threshold"];
const designs = ["design", "model", "allocation"];

/**
 * Sentences about rows that were chosen.
 * @param names name of the study in each row
 * @param whole the table before rows were chosen: a study that has no row any more was not counted as without events
 */
export function rowWarnings(table: Table, names: readonly string[], whole: { readonly table: Table; readonly names: readonly string[] }): string[] {
  const cells = (column: string): readonly string[] => (table.columns.get(column) ?? []).map((value) => (typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : ""));
  const first = (columns: readonly string[]) => columns.filter((column) => table.columns.has(column));
  const where = (column: string, fits: (cell: string) => boolean) => unique(cells(column).flatMap((cell, row) => (fits(cell) ? [names[row] ?? String(row + 1)] : [])));
  const said: string[] = [];
  const say = (studies: readonly string[], words: (list: string) => string) => void (studies.length > 0 && said.push(words(listed(studies))));

  const twice = [...Map.groupBy(names.keys(), (row) => names[row] ?? "")].filter(([name, rows]) => name !== "" && rows.length > 1);
  for (const [name, rows] of twice) {
    const differing = [...table.columns.keys()].filter((column) => !/event|^n_|^[nact][12]?i$/u.test(column) && new Set(rows.map((row) => cells(column)[row])).size > 1).slice(0, 3);
    const how = differing.map((column) => `${column}: ${unique(rows.map((row) => cells(column)[row] ?? "")).slice(0, 6).join(" | ")}`).join("; ");
    said.push(`${name} stands in ${rows.length} of the rows${how === "" ? "" : ` (${how})`}: its participants are counted ${rows.length === 2 ? "twice" : "several times"}. Choose one row with --where.`);
  }
  for (const column of ["outcome", "measure"]) {
    const outcomes = unique(cells(column));
    if (outcomes.length > 1) said.push(`The rows are of ${outcomes.length} outcomes (${outcomes.slice(0, 5).join(" | ")}${outcomes.length > 5 ? " | …" : ""}). One participant can appear under several; choose with --where ${column}=….`);
  }
  for (const column of first(windows)) {
    const frames = unique(cells(column).filter((cell) => cell !== ""));
    if (frames.length > 1) said.push(`Time frames differ (${column}: ${frames.slice(0, 6).map(short).join(" | ")}${frames.length > 6 ? " | …" : ""}): a risk over a longer time is larger.`);
  }
  for (const column of first(designs)) {
    say(where(column, (cell) => /cross-?over/iu.test(cell)), (list) => `Crossover (${list}): the same participants are in both arms, which are not independent.`);
    say(where(column, (cell) => /meta-analysis|pool/iu.test(cell)), (list) => `Pooled results stand among the studies (${list}): their studies are counted again. Leave them out: --where ${column}!=….`);
    say(where(column, (cell) => /non-?randomi/iu.test(cell)), (list) => `Not randomised: ${list}.`);
  }
  say(where("randomised", (cell) => /^(?:no|false|0)$/iu.test(cell)), (list) => `Not randomised: ${list}.`);
  for (const column of first(thresholds)) {
    // Registries list every death and every serious event; a threshold "of other events" is not about them.
    const [serious, outcomes] = [cells("seriousness"), cells("outcome")];
    const spared = (row: number): boolean => column.startsWith("other") && (serious[row] === "serious" || /^(?:death|any_sae)$/u.test(outcomes[row] ?? ""));
    const concerned = cells(column).flatMap((cell, row) => (Number(cell) > 0 && !spared(row) ? [{ cell, study: names[row] ?? String(row + 1) }] : []));
    const studies = unique(concerned.map(({ study }) => study));
    say(studies, (list) => `Only terms above a threshold are listed by ${list} (${column} ${unique(concerned.map(({ cell }) => cell)).join(", ")}): a term that is absent there is not a zero.`);
  }
  say(where("count_type", (cell) => /^events?$/iu.test(cell)), (list) => `Counts are of events, not of participants: ${list}. A binomial model does not hold for them.`);
  say(where("status", (cell) => cell !== "" && !/^verified$/iu.test(cell)), (list) => `Not verified by their own status: ${list}.`);
  for (const column of ["note", "notes", "remark"]) for (const [row, cell] of cells(column).entries()) if (cell !== "") said.push(`Note on ${names[row] ?? String(row + 1)}: ${cell}`);
  said.push(...followers(table, names, cells));
  const left = unique(whole.names).filter((name) => name !== "" && !names.includes(name));
  if (left.length > 0 && whole.table.rows > table.rows) said.push(`${left.length} ${left.length === 1 ? "study of the file has" : "studies of the file have"} no row that fits the conditions, and ${left.length === 1 ? "was" : "were"} not counted as without events: ${listed(left)}.`);
  return unique(said);
}

/** A study whose row names another that is among the rows: it may follow the same participants. */
function followers(table: Table, names: readonly string[], cells: (column: string) => readonly string[]): string[] {
  const ids = table.columns.has("nct_id") ? cells("nct_id") : names;
  const words = ids.map((id) => [...new Set([id, ...(id.match(/NCT\d{8}/gu) ?? [])])].filter((one) => one.length > 5));
  return [...table.columns.keys()].flatMap((column) =>
    cells(column).flatMap((cell, row) => {
      const [own = []] = [words[row]];
      const other = words.findIndex((list, at) => at !== row && list.some((word) => !own.includes(word) && /^NCT\d{8}$/u.test(word) && cell.includes(word)));
      return other < 0 ? [] : [`${names[row] ?? ""} names ${names[other] ?? ""} (${column}: ${short(cell)}): the same participants may be counted twice.`];
    }),
  );
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const listed = (studies: readonly string[]): string => (studies.length > 12 ? `${studies.slice(0, 12).join(", ")} and ${studies.length - 12} more` : studies.join(", "));
