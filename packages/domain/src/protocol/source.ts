/** Where a clinical number comes from. */
export type SourceStatus = "verified" | "computed" | "recalled" | "local-decision";

/** A citation and how sure we are of it. A `recalled` number cannot be confirmed by a site. */
export interface Source {
  readonly citation: string;
  readonly status: SourceStatus;
}
