import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv } from "../../src/csv/parse-csv.ts";
import { writeCsv } from "../../src/csv/write-csv.ts";

const awkward = fc.oneof(fc.string(), fc.constantFrom("", "'", "'=", "=x", "a\r\nb", "a\rb", '"', ',"', " x ", "\t", "\uFEFF"));

test("what is exported and read again is what was recorded, guarded against formulas or not", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(awkward.filter((name) => name !== "" && !name.startsWith("\uFEFF")), { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(fc.option(awkward), { minLength: 4, maxLength: 4 }), { maxLength: 6 }),
      fc.boolean(),
      (columns, cells, guardFormulas) => {
        const rows = cells.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));
        expect(parseCsv(writeCsv(columns, rows, { guardFormulas }), { guardFormulas })).toEqual({ ok: true, columns, rows });
      },
    ),
  );
});
