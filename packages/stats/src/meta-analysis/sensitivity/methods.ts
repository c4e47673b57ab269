/** Methods of sensitivity and small-study effects that can be reached by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { assessFragility, fragilityColumns, fragilityOptions } from "./assess-fragility.ts";
import { assessInfluenceSteps } from "./assess-influence.ts";
import { assessPooledFragilitySteps, pooledFragilityColumns, pooledFragilityOptions } from "./assess-pooled-fragility.ts";
import { countSetColumns, countSetOptions } from "./count-set.ts";
import { estimatePetPeese, petPeeseColumns, petPeeseOptions } from "./estimate-pet-peese.ts";
import { fitSelectionModel, selectionColumns, selectionOptions } from "./fit-selection-model.ts";
import { goshColumns, goshOptions, goshSteps } from "./gosh.ts";
import { leaveOneOutSteps } from "./leave-one-out.ts";
import { leaveOneOutCountsSteps } from "./leave-one-out-counts.ts";
import { cumulativeColumns, cumulativeOptions, poolCumulativelySteps } from "./pool-cumulatively.ts";
import { cumulativeCountColumns, cumulativeCountOptions, poolCumulativelyCountsSteps } from "./pool-cumulatively-counts.ts";
import { sensitivityColumns, sensitivityOptions } from "./study-set.ts";
import { asymmetryColumns, asymmetryOptions, testAsymmetry } from "./test-asymmetry.ts";
import { trimAndFill, trimAndFillColumns, trimAndFillOptions } from "./trim-and-fill.ts";
import { sequentialColumns, sequentialOptions, trialSequentialBoundary } from "./trial-sequential-boundary.ts";

const field = "meta-analysis";
const counts = { treatedEvents: [4, 3, 1, 6, 2], treatedTotal: [40, 35, 30, 60, 45], controlEvents: [12, 9, 2, 14, 5], controlTotal: [40, 36, 28, 61, 44] };
const estimates = { estimate: [0.5, 0.4, 0.1, 0.6, 0.02], standardError: [0.2, 0.15, 0.1, 0.3, 0.1] };

export const sensitivityMethods: readonly AnyMethod[] = [
  describeMethod({ name: "leave-one-out", field, title: "The pooled effect without each study in turn.", columns: sensitivityColumns, options: sensitivityOptions, example: { columns: counts, options: { measure: "risk-ratio" } }, compute: leaveOneOutSteps }),
  describeMethod({ name: "cumulative", field, title: "The pooled effect after each study, in the order of a column.", columns: cumulativeColumns, options: cumulativeOptions, example: { columns: { ...counts, order: [1990, 1985, 1999, 2001, 1995] } }, compute: poolCumulativelySteps }),
  describeMethod({ name: "leave-one-out-counts", field, title: "The effect pooled by Mantel-Haenszel or Peto without each study in turn.", columns: countSetColumns, options: countSetOptions, example: { columns: counts, options: { model: "peto" } }, compute: leaveOneOutCountsSteps }),
  describeMethod({ name: "cumulative-counts", field, title: "The effect pooled by Mantel-Haenszel or Peto after each study, in the order of a column.", columns: cumulativeCountColumns, options: cumulativeCountOptions, example: { columns: { ...counts, order: [1990, 1985, 1999, 2001, 1995] } }, compute: poolCumulativelyCountsSteps }),
  describeMethod({ name: "influence", field, title: "How much each study moves the result: residuals, DFFITS, Cook's distances, hat values, Baujat coordinates.", columns: sensitivityColumns, options: sensitivityOptions, example: { columns: counts }, compute: assessInfluenceSteps }),
  describeMethod({ name: "gosh", field, title: "The meta-analysis of all, or many random, subsets of the studies.", columns: goshColumns, options: goshOptions, example: { columns: counts }, compute: goshSteps }),
  describeMethod({ name: "asymmetry", field, title: "Tests for asymmetry of the funnel plot: Egger, Begg, Harbord, Peters, Thompson and Sharp.", columns: asymmetryColumns, options: asymmetryOptions, example: { columns: counts, options: { test: "harbord" } }, compute: testAsymmetry }),
  describeMethod({ name: "trim-and-fill", field, title: "Trim and fill: studies that a funnel lacks on one side, and the pooled effect with them.", columns: trimAndFillColumns, options: trimAndFillOptions, example: { columns: counts }, compute: trimAndFill }),
  describeMethod({ name: "pet-peese", field, title: "PET-PEESE: the effect that a study without sampling error would show.", columns: petPeeseColumns, options: petPeeseOptions, example: { columns: estimates, options: { measure: "generic" } }, compute: estimatePetPeese }),
  describeMethod({ name: "selection-model", field, title: "Step-function selection model by maximum likelihood.", columns: selectionColumns, options: selectionOptions, example: { columns: estimates, options: { measure: "generic", model: "common" } }, compute: fitSelectionModel }),
  describeMethod({ name: "fragility", field, title: "Fragility index of two-arm tables.", columns: fragilityColumns, options: fragilityOptions, example: { columns: counts }, compute: assessFragility }),
  describeMethod({ name: "pooled-fragility", field, title: "Fragility index of a meta-analysis.", columns: pooledFragilityColumns, options: pooledFragilityOptions, example: { columns: counts, options: { model: "common" } }, compute: assessPooledFragilitySteps }),
  describeMethod({ name: "trial-sequential-boundary", field, title: "Monitoring limits for a growing meta-analysis, with the information required.", columns: sequentialColumns, options: sequentialOptions, example: { columns: counts, options: { anticipated: -0.5 } }, compute: trialSequentialBoundary }),
];
