/** What the command line and the tests of other workspaces use. */
export { verifyAllSites } from "./audit/verify-audit.ts";
export { addPerson, type NewPerson } from "./operator/add-person.ts";
export { exportStudy, type ExportedTable } from "./operator/export-study.ts";
export { type OperatorAccess, type OperatorPlace, withOperatorStore } from "./operator/open-operator-store.ts";
export { Refusal, exitCodeOf } from "./refusal.ts";
export { stromaVersion } from "./version.ts";
