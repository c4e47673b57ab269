import type { Actor } from "../store/store.ts";

/** Whoever may use the command line on the computer that holds the data. */
export const operator: Actor = { personId: null, displayName: "Operator at the command line", role: "system", roles: [], delegations: [], deviceId: "command-line" };
