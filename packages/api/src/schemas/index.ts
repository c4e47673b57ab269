export * from "./base.ts";
export * from "./people.ts";
export * from "./studies.ts";
export * from "./participants.ts";
export * from "./lots.ts";
export * from "./infusions.ts";
export * from "./records.ts";
