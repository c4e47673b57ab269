/** Columns of studies, as evidence comes: one row a study. */
import { column, mayColumn } from "../../form/columns.ts";

const study = mayColumn("text", "name of the study");

/** Counts of participants with the event in two arms (ai, n1i, ci, n2i). */
export const twoArmCounts = {
  study,
  treatedEvents: column("count", "participants with the event among the treated"),
  treatedTotal: column("count", "participants treated"),
  controlEvents: column("count", "participants with the event among the controls"),
  controlTotal: column("count", "participants in the control arm"),
} as const;

/** Counts of events in person-time (x1i, t1i, x2i, t2i). */
export const twoArmTimes = {
  study,
  treatedEvents: column("count", "events among the treated"),
  treatedTime: column("positive", "person-time of the treated"),
  controlEvents: column("count", "events among the controls"),
  controlTime: column("positive", "person-time of the controls, in the same unit"),
} as const;

/** Means and standard deviations of two arms (m1i, sd1i, n1i, m2i, sd2i, n2i). */
export const twoArmMeans = {
  study,
  treatedMean: column("number", "mean of the treated"),
  treatedSd: column("amount", "standard deviation of the treated"),
  treatedTotal: column("count", "participants treated"),
  controlMean: column("number", "mean of the controls, in the same unit"),
  controlSd: column("amount", "standard deviation of the controls"),
  controlTotal: column("count", "participants in the control arm"),
} as const;

/** One arm: participants with the event (xi, ni). */
export const oneArmCounts = { study, events: column("count", "participants with the event"), total: column("count", "participants") } as const;

/** One arm: events in person-time (xi, ti). */
export const oneArmTimes = { study, events: column("count", "events"), time: column("positive", "person-time") } as const;

/** An estimate with its standard error, on the scale of the analysis. */
export const estimatesWithErrors = { study, estimate: column("number", "estimate, on the scale of the analysis (log for ratios)"), standardError: column("positive", "its standard error") } as const;

/** An estimate with its variance, on the scale of the analysis. */
export const estimatesWithVariances = { study, estimate: column("number", "estimate, on the scale of the analysis (log for ratios)"), variance: column("positive", "its variance, the square of the standard error") } as const;

/** Logrank form: observed minus expected events of the treated, and the hypergeometric variance. */
export const logrankColumns = { study, observedMinusExpected: column("number", "observed minus expected events among the treated"), variance: column("positive", "variance of observed minus expected") } as const;

/** A hazard ratio as papers print it. */
export const hazardRatioColumns = { study, hazardRatio: column("positive", "hazard ratio, treated over controls"), lower: column("positive", "lower confidence limit"), upper: column("positive", "upper confidence limit") } as const;
