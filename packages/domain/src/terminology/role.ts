/** What a person may be at a site. A person may hold several roles and several sites. */
export const roles = [
  "administrator",
  "investigator",
  "nurse",
  "cell-processing",
  "coordinator",
  "board-member",
  "statistician",
  "auditor",
] as const;
export type Role = (typeof roles)[number];

/** Duties delegated to a person beside the role. `quality-release` signs lots. */
export const delegations = ["quality-release"] as const;
export type Delegation = (typeof delegations)[number];
