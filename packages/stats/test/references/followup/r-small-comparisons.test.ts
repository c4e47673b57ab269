import reference from "../../../../../validation/followup/small-comparisons.json" with { type: "json" };
import { holdAgainst, type SmallCases } from "./small-cases.ts";

holdAgainst("means, variances and ranks against R", reference as unknown as SmallCases);
