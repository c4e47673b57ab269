/** Pure mappings at the border. */
export * from "./csv/write-csv.ts";
export * from "./csv/parse-csv.ts";
export * from "./csv/monitor-recording.ts";
