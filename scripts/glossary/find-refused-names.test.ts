import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../root.mjs";
import { findRefusedNames, refusedWords, splitWords } from "./find-refused-names.ts";

const find = (text: string, path = "packages/domain/src/a.ts") =>
  findRefusedNames({ path, text }).map((fault) => `${fault.line}: ${fault.message}`);

test("names are split at every convention of writing", () => {
  expect(splitWords("latestObsByPatientID")).toEqual(["latest", "obs", "by", "patient", "id"]);
  expect(splitWords("HTTPSurvey_form-record")).toEqual(["http", "survey", "form", "record"]);
});

test.each([
  "subjectId",
  "PatientName",
  "n_centers",
  "hospital",
  "isTox",
  "lastObs",
  "incidents",
  "nextAppointment",
  "SURVEY",
])("the name %s is refused, with the word to use", (name) => {
  expect(find(`\nconst ${name} = 1;`)[0]).toMatch(/^2: ".+": say .+, not /);
});

test("a longer word that only contains a refused one is fine", () => {
  expect(
    find("const observation = toxicity + inpatient + outpatients + subjective + concentrate + constructor;"),
  ).toEqual([]);
});

test("texts and comments are free to speak as they need", () => {
  expect(find('// the patient\nconst text = "look at the patient";')).toEqual([]);
});

test("file names count, and the border may use the standards' names", () => {
  expect(find("", "apps/web/src/patient-list.tsx")).toHaveLength(1);
  expect(find("const Patient = 1;", "packages/interchange/src/fhir/person.ts")).toEqual([]);
});

test("the glossary lists every refused word", () => {
  const glossary = readFileSync(join(root, "GLOSSARY.md"), "utf8");
  for (const word of refusedWords.keys()) expect(glossary).toMatch(new RegExp(`\\b${word}\\b`));
});
