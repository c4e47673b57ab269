import type { ReadLogisticOptions } from "./logistic-options.ts";

/** The sentence for the methods section. */
export function sayLogistic(options: ReadLogisticOptions, weighted: boolean, offset: boolean): string {
  const { likelihood, variance, clusterCorrection, interval, level } = options;
  const fitted = likelihood === "firth" ? "by Firth's penalised likelihood" : "by maximum likelihood";
  const kinds = { model: "from the inverse Fisher information", hc0: "from the sandwich estimator (HC0)", hc1: "from the sandwich estimator with factor n/(n-k) (HC1)", cluster: `from the sandwich estimator clustered on groups (${clusterCorrection === "none" ? "no correction" : clusterCorrection === "groups" ? "factor G/(G-1)" : "factor G/(G-1) (n-1)/(n-k)"})` };
  const intervals = interval === "wald" ? "Wald" : likelihood === "firth" ? "profile penalised likelihood" : "profile likelihood";
  return `Logistic regression ${fitted}${weighted ? ", weighted" : ""}${offset ? ", with an offset" : ""} (Newton iterations to a relative gradient below ${options.gradientTolerance}); standard errors ${kinds[variance]}; ${Number((level * 100).toPrecision(6))} % ${intervals} intervals.`;
}
