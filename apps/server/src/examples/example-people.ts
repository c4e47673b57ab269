/**
 * The people of the example site. Their PINs and badges are known to everybody, so they exist on example data only and
 * have no password.
 */
import type { Delegation, Role } from "@stroma/domain";

export interface ExamplePerson {
  readonly userName: string;
  readonly displayName: string;
  readonly role: Role;
  readonly delegations: readonly Delegation[];
  readonly pin: string;
  readonly badge: string;
}

export const examplePeople = {
  nurse: { userName: "example-nurse", displayName: "Example nurse", role: "nurse", delegations: [], pin: "1111", badge: "EXAMPLE-NURSE" },
  secondNurse: { userName: "example-second-nurse", displayName: "Example second nurse", role: "nurse", delegations: [], pin: "2222", badge: "EXAMPLE-SECOND-NURSE" },
  physician: { userName: "example-physician", displayName: "Example physician", role: "investigator", delegations: [], pin: "3333", badge: "EXAMPLE-PHYSICIAN" },
  cellProcessing: { userName: "example-cell-processing", displayName: "Example cell processing", role: "cell-processing", delegations: ["quality-release"], pin: "4444", badge: "EXAMPLE-CELLS" },
} as const satisfies Record<string, ExamplePerson>;
export type ExamplePersonKey = keyof typeof examplePeople;
