import { expect, test } from "vitest";
import { writeCsv } from "./write-csv.ts";

// RFC 4180, section 2: items 1 (CRLF), 6 (quotes around commas, quotes, line ends) and 7 (a quote is doubled).
test("commas, quotes and line ends in a text are quoted as RFC 4180 says", () => {
  expect(writeCsv(["aaa", "b"], [{ aaa: 'b "bb', b: "c\r\nc,c" }])).toBe('aaa,b\r\n"b ""bb","c\r\nc,c"\r\n');
});

test("an unknown value is an empty cell and an empty text is a pair of quotes", () => {
  expect(writeCsv(["note", "rate"], [{ note: "", rate: null }])).toBe('note,rate\r\n"",\r\n');
});

test("a row that lacks a column stops the export instead of shifting or hiding values", () => {
  expect(() => writeCsv(["a", "b"], [{ a: 1 }])).toThrow(RangeError);
  expect(() => writeCsv([], [])).toThrow(RangeError);
  expect(() => writeCsv(["a"], [{ a: Number.NaN }])).toThrow(RangeError);
});

test("guarded, a note that a spreadsheet would run as a formula is text; a negative number stays a number", () => {
  expect(writeCsv(["note", "change"], [{ note: "=1+1", change: -3.5 }], { guardFormulas: true })).toBe("note,change\r\n'=1+1,-3.5\r\n");
  expect(writeCsv(["note"], [{ note: "=1+1" }])).toBe("note\r\n=1+1\r\n");
});
