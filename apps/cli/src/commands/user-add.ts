/** `stroma user add`: a person with roles at a site, and the one-time link by which they first sign in. */
import { type Delegation, type Role, delegations, roles } from "@stroma/domain";
import { type OperatorPlace, addPerson, withOperatorStore } from "@stroma/server";
import { CommandRefusal, type Outcome } from "../outcome.ts";

export interface UserAddOptions {
  readonly site: string | null;
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly delegations: readonly string[];
  readonly badge: string | null;
  readonly baseUrl: string;
}

export async function userAdd(place: OperatorPlace, options: UserAddOptions): Promise<Outcome> {
  if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(options.userName)) throw new CommandRefusal("usage", `"${options.userName}" is no user name.`, "use 2 to 64 small letters, digits, dots, dashes.", 2);
  if (options.roles.length === 0) throw new CommandRefusal("usage", "A person needs at least one role.", `give --role; roles: ${roles.join(", ")}.`, 2);
  const person = {
    site: options.site,
    userName: options.userName,
    displayName: options.displayName,
    badge: options.badge,
    roles: options.roles.map((role) => oneOf<Role>(roles, role, "role")),
    delegations: options.delegations.map((duty) => oneOf<Delegation>(delegations, duty, "delegation")),
  };
  const added = await withOperatorStore(place, ({ store }) => addPerson(store, person, { baseUrl: options.baseUrl, now: new Date().toISOString() }));
  return { exitCode: 0, json: added, text: `${options.displayName} is at ${added.site}. Sign-in link, once, until ${added.expiresAt}:\n  ${added.signInLink}` };
}

function oneOf<T extends string>(known: readonly T[], value: string, what: string): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new CommandRefusal("usage", `"${value}" is no ${what}.`, `use one of: ${known.join(", ")}.`, 2);
  return found;
}
