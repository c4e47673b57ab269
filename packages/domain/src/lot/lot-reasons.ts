/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
import { bagReasons } from "./bag-reasons.ts";
import { doseReasons } from "./dose-reasons.ts";
import { releaseReasons } from "./release-reasons.ts";

export const lotReasons = { ...bagReasons, ...doseReasons, ...releaseReasons } as const;
