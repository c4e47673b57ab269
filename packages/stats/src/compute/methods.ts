/** Every method that can be reached by name. A new field adds its list here. */
import type { AnyMethod } from "../form/method-description.ts";
import { metaAnalysisMethods } from "../meta-analysis/methods.ts";
import { regressionMethods } from "../regression/methods.ts";

export const methods: readonly AnyMethod[] = [...metaAnalysisMethods, ...regressionMethods];
