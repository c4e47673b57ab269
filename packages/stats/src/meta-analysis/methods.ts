/** Methods of meta-analysis that can be reached by name. */
import type { AnyMethod } from "../form/method-description.ts";
import { effectSizesMethod } from "./effect-sizes/effect-sizes-method.ts";
import { poolEffectsMethod, poolStudiesMethod } from "./pooling/pooling-methods.ts";
import { rareEventMethods } from "./rare-events/methods.ts";

export const metaAnalysisMethods: readonly AnyMethod[] = [effectSizesMethod, poolEffectsMethod, poolStudiesMethod, ...rareEventMethods];
