import { type DoseDesign, boin, threePlusThree } from "@stroma/stats";
import type { DesignName, TrialDesign } from "./messages.ts";

export function buildDesign(name: DesignName, { doses, target, cohortSize, cohorts }: TrialDesign): DoseDesign {
  return name === "boin" ? boin({ doses, target, cohortSize, cohorts }) : threePlusThree({ doses });
}
