/** Every method that can be reached by name. A new field adds its list here. */
import type { AnyMethod } from "../form/method-description.ts";
import { incidenceMethods } from "../incidence/methods.ts";
import { longitudinalMethods } from "../longitudinal/methods.ts";
import { matchingMethods } from "../matching/methods.ts";
import { metaAnalysisMethods } from "../meta-analysis/methods.ts";
import { proportionMethods } from "../proportions/methods.ts";
import { moderatorMethods } from "../meta-analysis/moderators/methods.ts";
import { sensitivityMethods } from "../meta-analysis/sensitivity/methods.ts";
import { regressionMethods } from "../regression/methods.ts";
import { competingRisksMethods } from "../survival/competing-risks/methods.ts";
import { coxMethods } from "../survival/cox/methods.ts";
import { smallTrialMethods } from "../small-trials/methods.ts";
import { recurrentEventMethods } from "../survival/recurrent-events/methods.ts";
import { parametricMethods } from "../survival/parametric/methods.ts";
import { multiStateMethods } from "../survival/multi-state/methods.ts";
import { survivalMethods } from "../survival/methods.ts";

export const methods: readonly AnyMethod[] = [...metaAnalysisMethods, ...proportionMethods, ...moderatorMethods, ...sensitivityMethods, ...regressionMethods, ...longitudinalMethods, ...matchingMethods, ...survivalMethods, ...coxMethods, ...smallTrialMethods, ...recurrentEventMethods, ...incidenceMethods, ...competingRisksMethods, ...parametricMethods, ...multiStateMethods];
