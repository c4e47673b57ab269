/** Methods of small trials, by name. */
import type { AnyMethod } from "../form/method-description.ts";
import { censoredValueMethods } from "./censored-values/methods.ts";
import { comparisonMethods } from "./comparisons/methods.ts";
import { imputationMethods } from "./multiple-imputation/methods.ts";
import { ordinalMethods } from "./ordinal/methods.ts";
import { randomisationMethods } from "./randomisation/methods.ts";
import { rankMethods } from "./ranks/methods.ts";
import { sampleSizeMethods } from "./sample-size/methods.ts";

export const smallTrialMethods: readonly AnyMethod[] = [
  ...comparisonMethods,
  ...rankMethods,
  ...ordinalMethods,
  ...randomisationMethods,
  ...sampleSizeMethods,
  ...censoredValueMethods,
  ...imputationMethods,
];
