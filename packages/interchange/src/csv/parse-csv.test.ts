import { expect, test } from "vitest";
import { parseCsv } from "./parse-csv.ts";

test("a file of another program with LF and a byte order mark is read", () => {
  expect(parseCsv('\uFEFFa,b\n1,"x, ""y"""\n')).toEqual({ ok: true, columns: ["a", "b"], rows: [{ a: "1", b: 'x, "y"' }] });
});

test("all faults of a file are told at once with their line", () => {
  const parsed = parseCsv('a,a\r\n1\r\n"x"y,2\r\n3,z"z\r\n"open,4');
  expect(parsed.ok ? [] : parsed.faults.map((fault) => `${fault.line} ${fault.code}`).toSorted()).toEqual(["1 duplicate-column", "2 cell-count", "3 text-after-quote", "4 stray-quote", "5 cell-count", "5 unclosed-quote"]);
});

test("nothing at all is refused", () => {
  expect(parseCsv("").ok).toBe(false);
});

test("a line end inside quotes counts for the line of the next fault", () => {
  const parsed = parseCsv('a,b\r\n"1\n2",3\r\nonly\r\n');
  expect(parsed.ok ? null : parsed.faults[0]?.line).toBe(4);
});
