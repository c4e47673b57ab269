// Refuses identifiers and file names that use another word for a concept which GLOSSARY.md has named.
import { findRefusedNames } from "./glossary/find-refused-names.ts";
import { readSourceFiles, reportFaults } from "./source-files.ts";

const files = readSourceFiles();
reportFaults(files.flatMap(findRefusedNames), files.length);
