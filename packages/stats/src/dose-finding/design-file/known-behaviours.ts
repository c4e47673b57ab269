/** The behaviours that a design file may wrap around its design. A new one is one entry here. */
import type { Behaviour } from "../core/behaviour.ts";
import type { Fields } from "./field.ts";

export interface KnownBehaviour {
  /** What `behaviours.0.kind` says. */
  readonly kind: string;
  readonly title: string;
  /** The keys beside `kind`. */
  readonly fields: Fields;
  readonly build: (options: Readonly<Record<string, unknown>>) => Behaviour;
}

export const knownBehaviours: readonly KnownBehaviour[] = [];
