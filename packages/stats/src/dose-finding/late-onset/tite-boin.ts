/** BOIN that goes on while outcomes are pending. */
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { boinBoundaries } from "../interval/boin-boundaries.ts";
import { type BoinOptions, boin } from "../interval/boin.ts";
import { checkIntervalOptions } from "../interval/interval-options.ts";
import { type LateIntervalDesign, lateInterval } from "./late-interval.ts";
import { type TiteBoinRule, judgeTiteBoin } from "./tite-boin-rule.ts";

export interface TiteBoinOptions extends Omit<BoinOptions, "edition"> {
  /** `imputation` (Yuan et al. 2018) where left out, or `effective` (Lin and Yuan 2020). */
  readonly pendingAs?: "imputation" | "effective";
  /** Largest part pending at the current dose level, 0 to 1; 0.5 with imputation, 1 with `effective`. */
  readonly mostPending?: number;
  /** Known outcomes needed to go up while others are pending; 0 with imputation, 2 with `effective`. */
  readonly leastKnown?: number;
  /** Followed part of the window that every pending participant needs before going up, 0 to 1; 0 where left out. */
  readonly leastFollowed?: number;
  /**
   * `paper`, or `TITEgBOIN-0.4.0`: effective numbers, suspension before any other judgement, waiting instead of staying
   * when it would go down at the lowest dose level with outcomes pending there, and `extraSafe` only while that dose level is
   * the current one.
   */
  readonly edition?: "paper" | "TITEgBOIN-0.4.0";
}

const OWN = ["underdose", "overdose", "edition", "pendingAs", "mostPending", "leastKnown", "leastFollowed"];

/**
 * TITE-BOIN: the boundaries of BOIN, with pending outcomes counted by how long they have been followed. With nobody
 * pending it is BOIN. Events are assumed to come uniformly over the window; the design is robust to other onsets.
 *
 * Safety counts all treated participants, pending ones without event. The recommended dose level is BOIN's, after every
 * participant is followed to the end.
 *
 * Throws DesignRefusal, with field and remedy, for options that no trial can have.
 *
 * Source: Yuan Y, Lin R, Li D, Nie L, Warren KE. Clin Cancer Res 2018;24:4921-30, doi 10.1158/1078-0432.CCR-18-0246, with
 * its Appendix A; Lin R, Yuan Y. Biostatistics 2020;21:807-24, doi 10.1093/biostatistics/kxz007.
 *
 * @example titeBoin({ doses: 5, target: 0.2, cohortSize: 3, cohorts: 10 }).judge({ n: 9, events: 1, pending: 4, followed: 2.2, least: 0.3 }, state).move // "escalate"
 */
export function titeBoin(options: TiteBoinOptions): LateIntervalDesign {
  const settings = checkIntervalOptions(options, OWN);
  const { edition, rule } = checkTiteBoin(options);
  const { pendingAs: _as, mostPending: _most, leastKnown: _known, leastFollowed: _followed, edition: _edition, ...rest } = options;
  const inner = boin(rest);
  const how = rule.pendingAs === "imputation" ? "by the expected value of their outcome" : "as the followed part of a participant without event";
  const parts = [
    `Pending participants count ${how}`,
    ...(rule.mostPending < 1 ? [`nobody is treated while more than ${Math.round(rule.mostPending * 100)} % at the dose level are pending${rule.certainFirst ? ", unless it goes down whatever their outcomes" : ""}`] : []),
    ...(rule.leastKnown > 0 ? [`going up while outcomes are pending needs ${rule.leastKnown} known ones`] : []),
    ...(rule.leastFollowed > 0 ? [`and a follow-up of ${rule.leastFollowed} of the window for everyone`] : []),
    ...(edition === "paper" ? [] : ["down at the lowest dose level waits for the pending outcomes"]),
  ];
  return lateInterval({
    name: "TITE-BOIN",
    code: "tite-boin",
    variant: `${inner.variant.replace(/^BOIN/, "TITE-BOIN")} ${parts.join("; ")}.`,
    edition,
    inner,
    settings,
    judge: (counts) => judgeTiteBoin(rule, counts),
    waitAtLowest: edition !== "paper",
    strictAtCurrentOnly: edition !== "paper",
  });
}

/** The rule behind the options; also for tables. */
export function checkTiteBoin(options: Pick<TiteBoinOptions, "target" | "underdose" | "overdose" | "pendingAs" | "mostPending" | "leastKnown" | "leastFollowed" | "edition">): { readonly edition: "paper" | "TITEgBOIN-0.4.0"; readonly rule: TiteBoinRule } {
  const edition = options.edition ?? "paper";
  if (edition !== "paper" && edition !== "TITEgBOIN-0.4.0") throw new DesignRefusal("unknown-edition", "edition", `${String(edition)} is not known.`, 'Give "paper" or "TITEgBOIN-0.4.0".');
  const asPackage = edition === "TITEgBOIN-0.4.0";
  const pendingAs = options.pendingAs ?? (asPackage ? "effective" : "imputation");
  if (pendingAs !== "imputation" && pendingAs !== "effective") throw new DesignRefusal("unknown-choice", "pendingAs", `${String(pendingAs)} is not known.`, 'Give "imputation" or "effective".');
  if (asPackage && pendingAs === "imputation") throw new DesignRefusal("not-in-edition", "pendingAs", "TITEgBOIN 0.4.0 does not impute.", 'Leave pendingAs out, or take the edition "paper".');
  const asInPaper = pendingAs === "imputation" || asPackage;
  const rule: TiteBoinRule = {
    boundaries: boinBoundaries(options),
    pendingAs,
    mostPending: requirePart("mostPending", options.mostPending ?? (asInPaper ? 0.5 : 1)),
    leastKnown: requireWhole("leastKnown", options.leastKnown ?? (asInPaper ? 0 : 2), 0, 1000),
    leastFollowed: requirePart("leastFollowed", options.leastFollowed ?? 0),
    certainFirst: !asPackage,
  };
  return { edition, rule };
}

/** Refuses what is not a part from 0 to 1. */
export function requirePart(path: string, value: number): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new DesignRefusal("not-a-part", path, `${String(value)} does not lie from 0 to 1.`, "Give a number from 0 to 1, for example 0.5.");
}
