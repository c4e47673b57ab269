import reference from "../../../../../validation/followup/small-models.json" with { type: "json" };
import { holdAgainst, type SmallCases } from "./small-cases.ts";

holdAgainst("linear models and proportional odds against R", reference as unknown as SmallCases);
