import type { Behaviour } from "../core/behaviour.ts";
import type { DoseDesign } from "../core/dose-design.ts";

/**
 * A design with behaviours around it; the first one is the innermost. The variant names them in this order.
 *
 * @example wrapInOrder(threePlusThree(4), doNotSkipEscalating(), maximumN({ n: 18 }))
 */
export function wrapInOrder(design: DoseDesign, ...behaviours: readonly Behaviour[]): DoseDesign {
  return behaviours.reduce((wrapped, behaviour) => behaviour(wrapped), design);
}
