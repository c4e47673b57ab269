/** What Cox regression takes. */
import { type GivenColumns, type ReadRows, column, columnsOf, mayColumn } from "../../form/columns.ts";
import { type GivenOptions, type ReadOptions, choice, level, mayChoose, number, whole } from "../../form/option-fields.ts";

export const coxColumns = {
  time: column("amount", "time of the event or of censoring, from 0, in one unit; the end of the interval where there is a start"),
  event: column("flag", "1: had the event at that time; 0: censored"),
  start: mayColumn("amount", "start of the interval (start, time]; at risk after it, up to and with `time`"),
  stratum: mayColumn("text", "stratum with a baseline hazard of its own"),
  weight: mayColumn("amount", "weight of the row; 0 leaves it out"),
  cluster: mayColumn("text", "the group of rows that depend on each other, for example all rows of one participant"),
  offset: mayColumn("number", "what is added to the linear predictor with coefficient 1"),
  covariates: columnsOf("covariate", "what may change the hazard; texts are categories, the first by code points is the reference"),
} as const;

const settings = {
  ties: choice(["efron", "breslow", "exact"], "efron", "what holds for events at one time: Efron's or Breslow's approximation, or the exact discrete partial likelihood"),
  timeTolerance: number(0, 0.01, 0, "times nearer than this, as a part of the mean distinct time (of at least 1), count as tied; 0: only equal ones; the R package survival takes 1.5e-8"),
  gradientTolerance: number(1e-14, 1e-2, 1e-9, "the iteration ends below this relative gradient, of covariates on their standardised scale"),
  maximumIterations: whole(1, 1000, 40, "the iteration is refused after so many steps"),
} as const;
const variance = mayChoose(["model", "robust"], "covariance of the coefficients: inverse information, or the sandwich of dfbeta residuals, added up within clusters; left out: robust where there are clusters");

export const coxOptions = {
  ...settings,
  variance,
  level,
} as const;
export const coxResidualOptions = { ...settings, ties: choice(["efron", "breslow"], "efron", "Efron's or Breslow's approximation for events at one time") } as const;

export type CoxResidualOptions = GivenOptions<typeof coxResidualOptions>;
export type CoxColumns = GivenColumns<typeof coxColumns>;
export type ReadCox = ReadRows<typeof coxColumns>;
export type CoxOptions = GivenOptions<typeof coxOptions>;
export type ReadCoxOptions = ReadOptions<typeof coxOptions>;
export type CoxSettings = ReadOptions<typeof settings>;
