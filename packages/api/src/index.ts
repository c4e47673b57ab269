/** The contract between the server and its callers. Browsers import values from `@stroma/api/operations` and `/errors` only. */
export * from "./errors.ts";
export * from "./operations.ts";
export * from "./contract.ts";
export type * from "./types.ts";
export type { LiveMessage } from "./schemas/infusions.ts";
export * as schemas from "./schemas/index.ts";
