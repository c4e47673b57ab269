/** What a logistic regression takes. */
import { type GivenColumns, type ReadRows, column, columnsOf, mayColumn } from "../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, level, number, whole, yesOrNo } from "../form/option-fields.ts";

export const logisticColumns = {
  event: column("flag", "whether the row had the event"),
  covariates: columnsOf("covariate", "what may foretell the event; texts are categories, the first by code points is the reference"),
  weight: mayColumn("amount", "weight of the row; 0 leaves it out"),
  offset: mayColumn("number", "what is added to the linear predictor with coefficient 1"),
  cluster: mayColumn("text", "the group of rows that depend on each other"),
};
export const logisticOptions = {
  likelihood: choice(["binomial", "firth"], "binomial", "binomial, or penalised after Firth, whose estimates are finite under separation, too"),
  variance: choice(["model", "hc0", "hc1", "cluster"], "model", "covariance of the coefficients: inverse information, or robust against a wrong variance (hc0, hc1 with n/(n-k)), or clustered"),
  clusterCorrection: choice(["groups", "groups-and-rows", "none"], "groups", "factor of the clustered covariance: G/(G-1), that times (n-1)/(n-k), or none"),
  interval: choice(["wald", "profile"], "wald", "Wald, or profile likelihood"),
  level,
  gradientTolerance: number(1e-14, 1e-2, 1e-10, "the iteration ends below this relative gradient, of covariates on their standardised scale"),
  maximumIterations: whole(1, 10_000, 200, "the iteration is refused as not converged after so many steps"),
  probabilities: yesOrNo(false, "whether the result holds each row's fitted probability"),
};
export type LogisticColumns = GivenColumns<typeof logisticColumns>;
export type LogisticOptions = GivenOptions<typeof logisticOptions>;
export type ReadLogistic = ReadRows<typeof logisticColumns>;
export type ReadLogisticOptions = ReadOptions<typeof logisticOptions>;
