import reference from "../../../../../validation/followup/small-wins.json" with { type: "json" };
import { holdAgainst, type SmallCases } from "./small-cases.ts";

holdAgainst("win statistics and randomisation tests against R", reference as unknown as SmallCases);
