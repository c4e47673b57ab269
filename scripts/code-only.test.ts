import { expect, test } from "vitest";
import { codeOnly } from "./code-only.ts";

const strip = (text: string) => codeOnly(text, { keepStrings: false });

test("comments and the insides of strings are blanked, positions stay", () => {
  const text = 'const a = \'inside\' // behind\n/* over\ntwo lines */ b = "x\\"y";';
  expect(strip(text)).toHaveLength(text.length);
  expect(strip(text).replaceAll(/ +/g, " ")).toBe("const a = ' ' \n \n b = \" \";");
});

test("strings stay when asked for, and a web address in one is no comment", () => {
  const text = 'import x from "./y.ts"; // z\nconst u = "http://example.org";';
  expect(codeOnly(text, { keepStrings: true })).toBe('import x from "./y.ts";     \nconst u = "http://example.org";');
});

test("code inside a template literal is code, also nested", () => {
  const out = strip("`text ${outer({ a: `deep ${inner} end` })} more` + after");
  for (const word of ["outer", "inner", "after"]) expect(out).toContain(word);
  for (const word of ["text", "deep", "end", "more"]) expect(out).not.toContain(word);
});

test("a regular expression is told from a division", () => {
  expect(strip("const r = /subject['\"]/g; next")).not.toContain("subject");
  expect(strip("const r = /subject['\"]/g; next")).toContain("next");
  expect(strip("const q = total / subject / 2; next")).toContain("subject");
  expect(strip("return /hidden/.test(x)")).not.toContain("hidden");
});

test("closing tags of JSX do not start a regular expression", () => {
  expect(strip("<p>{a}</p>; <br />; after")).toContain("after");
});
