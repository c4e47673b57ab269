/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
import { alarmReasons } from "./alarm-reasons.ts";
import { dayReasons } from "./day-reasons.ts";
import { startReasons } from "./start-reasons.ts";

export const infusionReasons = { ...alarmReasons, ...startReasons, ...dayReasons } as const;
