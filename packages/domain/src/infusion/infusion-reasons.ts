/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
import { dayReasons } from "./day-reasons.ts";
import { startReasons } from "./start-reasons.ts";

export const infusionReasons = { ...startReasons, ...dayReasons } as const;
