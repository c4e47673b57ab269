/** Options that every use of the CRM has in common, and what they mean when left out. */
import { DesignRefusal } from "../core/design-refusal.ts";
import { type CrmCurve, type CrmModel, buildCrmModel } from "./crm-model.ts";
import { type CrmPrior, describePrior, requirePrior, usualPrior } from "./crm-prior.ts";

/**
 * Both take the curve at the posterior mean of the parameter, which led the worked example of O'Quigley, Pepe and Fisher
 * (1990). `paper`: any prior, equal-tailed credible intervals. `dfcrm-0.2-2.1`: a normal prior, intervals by normal
 * approximation, level 0.9.
 */
export type CrmEdition = "paper" | "dfcrm-0.2-2.1";
/** `curve-mean`: posterior mean of the probability. `plug-in`: the curve at the posterior mean of the parameter (log a for a normal prior, a for a gamma prior). */
export type CrmEstimate = "curve-mean" | "plug-in";

export interface CrmModelOptions {
  /** Prior guess of the probability at each dose level, rising. */
  readonly skeleton: readonly number[];
  readonly model?: CrmCurve;
  /** Fixed intercept of the logistic model; 3 unless said. Refused with the empiric model. */
  readonly intercept?: number;
  readonly method?: "bayes" | "likelihood";
  /** Refused with method "likelihood". log a normal with variance 1.34 unless said. */
  readonly prior?: CrmPrior;
  /** Refused with method "likelihood", which has one estimate only. */
  readonly estimate?: CrmEstimate;
  readonly edition?: CrmEdition;
}

export interface CrmSetting {
  readonly model: CrmModel;
  readonly method: "bayes" | "likelihood";
  readonly prior: CrmPrior;
  readonly estimate: CrmEstimate;
  readonly edition: CrmEdition;
}

/** The keys that every use of the CRM knows. */
export const crmModelKeys: readonly string[] = ["skeleton", "model", "intercept", "method", "prior", "estimate", "edition"];

/** Checks and completes. Throws DesignRefusal naming the field. */
export function settleCrm(options: CrmModelOptions): CrmSetting {
  const edition = options.edition ?? "paper";
  oneOf("edition", edition, ["paper", "dfcrm-0.2-2.1"]);
  const method = options.method ?? "bayes";
  oneOf("method", method, ["bayes", "likelihood"]);
  if (method === "likelihood") {
    for (const name of ["prior", "estimate"] as const) {
      if (options[name] !== undefined) throw new DesignRefusal("option-without-meaning", name, `The likelihood CRM has no ${name}.`, 'Leave it out, or choose method "bayes".');
    }
  }
  const prior = requirePrior(options.prior ?? usualPrior);
  const estimate = options.estimate ?? "plug-in";
  oneOf("estimate", estimate, ["curve-mean", "plug-in"]);
  if (edition === "dfcrm-0.2-2.1" && (prior.kind !== "normal" || estimate !== "plug-in")) {
    throw new DesignRefusal("not-in-edition", prior.kind === "normal" ? "estimate" : "prior", "dfcrm knows a normal prior and the plug-in estimate only.", 'Leave it out, or choose edition "paper".');
  }
  const model = buildCrmModel(options.skeleton, { ...(options.model && { model: options.model }), ...(options.intercept !== undefined && { intercept: options.intercept }) });
  return { model, method, prior, estimate, edition };
}

export function oneOf(path: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new DesignRefusal("unknown-value", path, `${value} is not known.`, `Give one of: ${allowed.join(", ")}.`);
}

/** The model, prior and estimate in words. */
export function describeCrm(setting: CrmSetting): string {
  const { model, method, prior, estimate } = setting;
  const curve = model.curve === "empiric" ? "p = skeleton^a" : `logit p = ${model.intercept} + a x`;
  const fit = method === "likelihood" ? "a by maximum likelihood" : `${describePrior(prior)}; estimate: ${estimate === "curve-mean" ? "posterior mean of the curve" : `curve at the posterior mean of ${prior.kind === "normal" ? "log a" : "a"}`}`;
  return `${model.curve} model ${curve}, skeleton ${model.skeleton.map((p) => Number(p.toPrecision(4))).join(", ")}; ${fit}`;
}
