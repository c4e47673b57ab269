/** Ordered outcomes, by name. */
import { type AnyMethod, describeMethod } from "../../form/method-description.ts";
import { rVector } from "../../form/r-script.ts";
import { fitProportionalOdds, ordinalColumns, ordinalOptions } from "./fit-proportional-odds.ts";

const field = "small-trials";

export const ordinalMethods: readonly AnyMethod[] = [
  describeMethod({
    name: "proportional-odds",
    field,
    title: "Odds ratios of a higher category of an ordered outcome, with the score test of proportional odds.",
    columns: ordinalColumns,
    options: ordinalOptions,
    example: { columns: { outcome: [1, 2, 3, 2, 3, 1, 2, 3, 3, 1], covariates: { arm: ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"] } } },
    compute: fitProportionalOdds,
    inR: ({ options }) => ({
      packages: ["ordinal"],
      lines: [`outcome <- ${options.order === null ? "factor(d$outcome)" : `factor(d$outcome, levels = ${rVector(options.order)})`}`, "model <- clm(droplevels(outcome) ~ ., data = covariates, control = list(gradTol = 1e-10))", "print(summary(model))", `print(confint(model, type = "${options.interval === "wald" ? "Wald" : "profile"}", level = ${options.level}))`],
      differs: "The score test of proportional odds is not repeated.",
    }),
  }),
];
