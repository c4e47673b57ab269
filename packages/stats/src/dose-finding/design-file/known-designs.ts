/** The designs that a design file may name. A new one is one entry here, and its keys in `design-keys.ts`. */
import { DesignRefusal } from "../core/design-refusal.ts";
import type { DoseDesign } from "../core/dose-design.ts";
import { boin } from "../interval/boin.ts";
import { cumulativeCohort } from "../interval/cumulative-cohort.ts";
import { informativeBoin } from "../interval/iboin.ts";
import { keyboard } from "../interval/keyboard.ts";
import { mtpi } from "../interval/mtpi.ts";
import { mtpi2 } from "../interval/mtpi2.ts";
import { teqr } from "../interval/teqr.ts";
import { backfillBoin } from "../late-onset/backfill-boin.ts";
import { fractionalBoin } from "../late-onset/fractional-boin.ts";
import { fractionalCrm } from "../late-onset/fractional-crm.ts";
import { fractionalThreePlusThree } from "../late-onset/fractional-three-plus-three.ts";
import { rollingSixTimed } from "../late-onset/rolling-six-timed.ts";
import { titeBoin } from "../late-onset/tite-boin.ts";
import { titeKeyboard } from "../late-onset/tite-keyboard.ts";
import { blrm } from "../model-based/blrm.ts";
import { crm } from "../model-based/crm.ts";
import { titeCrm } from "../model-based/tite-crm.ts";
import { aPlusB } from "../rule-based/a-plus-b.ts";
import { acceleratedTitration } from "../rule-based/accelerated-titration.ts";
import { fixedCohorts } from "../rule-based/fixed-cohorts.ts";
import { iThreePlusThree } from "../rule-based/i-three-plus-three.ts";
import { fixedCohortsHe2018, fixedCohortsStart } from "../rule-based/published-fixed-cohorts.ts";
import { rollingSix } from "../rule-based/rolling-six.ts";
import { threePlusThree } from "../rule-based/three-plus-three.ts";
import { threePlusThreePlusThree } from "../rule-based/three-plus-three-plus-three.ts";
import * as keys from "./design-keys.ts";
import * as lateKeys from "./late-onset-keys.ts";
import { type Fields, may, must, oneOf, whole } from "./field.ts";

type Build = (options: Readonly<Record<string, unknown>> & { readonly doses: number }) => DoseDesign;

export interface KnownDesign {
  /** What `design.kind` says. */
  readonly kind: string;
  readonly title: string;
  /** The keys beside `kind`. The number of dose levels comes from `doseLevels`. */
  readonly fields: Fields;
  /** The options are of the right shape by then; the factory refuses what no trial can have, by DesignRefusal. */
  readonly build: Build;
  /** Made to decide while outcomes are pending: its characteristics need arrivals and times. False where left out. */
  readonly eventDriven?: boolean;
}

/** The keys have been held against `fields`, whose names are those of the factory's options. */
const of = <T>(factory: (options: T) => DoseDesign): Build => (given) => factory(given as T);

/** Designs of trials that had three dose levels. */
const ofThree = <T>(factory: (options: T) => DoseDesign): Build => ({ doses, ...given }) => {
  if (doses !== 3) throw new DesignRefusal("wrong-length", "doses", `There are ${doses} dose levels; this design has 3.`, "Name 3 dose levels, or use the kind fixed-cohorts.");
  return factory(given as T);
};

/** Options whose number of dose levels is the length of a list. */
const withoutDoses = <T>(factory: (options: T) => DoseDesign): Build => (options) => factory(Object.fromEntries(Object.entries(options).filter(([key]) => key !== "doses")) as T);

/** Factories that take the number of dose levels first. */
const dosesFirst = <T>(factory: (doses: number, options: T) => DoseDesign): Build => ({ doses, ...given }) => factory(doses, given as T);

export const knownDesigns: readonly KnownDesign[] = [
  { kind: "three-plus-three", title: "3+3 (Storer 1989; the options name the variant)", fields: keys.stagedOptions, build: of(threePlusThree) },
  { kind: "a-plus-b", title: "A+B (Lin and Shih 2001)", fields: keys.aPlusBOptions, build: of(aPlusB) },
  { kind: "three-plus-three-plus-three", title: "3+3+3", fields: keys.stagedOptions, build: of(threePlusThreePlusThree) },
  { kind: "rolling-six", title: "Rolling six with complete cohorts (Skolnik 2008)", fields: { ...keys.stagedOptions, enrolledAtOnce: may(whole(3, 6), "participants enrolled before the first outcome is known; 3 where left out") }, build: of(rollingSix) },
  { kind: "accelerated-titration", title: "Accelerated titration (Simon 1997)", fields: { design: must(oneOf("2", "3", "4"), 'design of the paper: "2", "3" or "4", in quotation marks'), start: keys.stagedOptions["start"] ?? may(whole(1, 50), "first dose level"), topDose: keys.stagedOptions["topDose"] ?? may(oneOf("declared"), "") }, build: of(acceleratedTitration) },
  { kind: "fixed-cohorts", title: "Fixed cohorts that go up unless too many have the event", fields: keys.fixedCohortOptions, build: of(fixedCohorts) },
  { kind: "he-2018", title: "5/5/5 after He 2018 (its rule is a stand-in)", fields: { mostEvents: may(whole(0, 4), "most events of 5 that still allow escalation; 1 where left out") }, build: ofThree(fixedCohortsHe2018) },
  { kind: "start-2015", title: "3/3/3 as in START (Wilson 2015)", fields: {}, build: ofThree(fixedCohortsStart) },
  { kind: "i-three-plus-three", title: "i3+3 (Liu, Wang and Ji 2020)", fields: keys.iThreePlusThreeOptions, build: of(iThreePlusThree) },
  { kind: "boin", title: "BOIN (Liu and Yuan 2015)", fields: keys.boinOptions, build: of(boin) },
  { kind: "informative-boin", title: "iBOIN: BOIN with an informative prior", fields: keys.informativeBoinOptions, build: of(informativeBoin) },
  { kind: "keyboard", title: "Keyboard (Yan, Mandrekar and Yuan 2017)", fields: keys.keyboardOptions, build: of(keyboard) },
  { kind: "mtpi", title: "mTPI (Ji 2010)", fields: keys.mtpiOptions, build: of(mtpi) },
  { kind: "mtpi-2", title: "mTPI-2 (Guo 2017)", fields: keys.mtpiOptions, build: of(mtpi2) },
  { kind: "cumulative-cohort", title: "Cumulative cohort design (Ivanova 2007)", fields: keys.cumulativeCohortOptions, build: of(cumulativeCohort) },
  { kind: "teqr", title: "TEQR (Blanchard and Longmate 2011)", fields: keys.teqrOptions, build: of(teqr) },
  { kind: "crm", title: "CRM (O'Quigley 1990)", fields: keys.crmOptions, build: withoutDoses(crm) },
  { kind: "blrm", title: "Two-parameter Bayesian logistic regression with overdose control (Neuenschwander 2008)", fields: keys.blrmOptions, build: withoutDoses(({ quantities, ...given }: Record<string, unknown>) => blrm({ ...given, doses: quantities } as unknown as Parameters<typeof blrm>[0])) },
  { kind: "tite-boin", title: "TITE-BOIN (Yuan 2018): BOIN that goes on while outcomes are pending", fields: lateKeys.titeBoinOptions, build: of(titeBoin), eventDriven: true },
  { kind: "tite-keyboard", title: "TITE-keyboard (Lin and Yuan 2020)", fields: lateKeys.titeKeyboardOptions, build: of(titeKeyboard), eventDriven: true },
  { kind: "tite-crm", title: "TITE-CRM (Cheung and Chappell 2000)", fields: lateKeys.titeCrmOptions, build: withoutDoses(titeCrm), eventDriven: true },
  { kind: "fractional-boin", title: "BOIN on fractional events (Yin 2013)", fields: lateKeys.fractionalBoinOptions, build: of(fractionalBoin), eventDriven: true },
  { kind: "fractional-crm", title: "Fractional CRM (Yin 2013)", fields: lateKeys.fractionalCrmOptions, build: withoutDoses(fractionalCrm), eventDriven: true },
  { kind: "fractional-three-plus-three", title: "Fractional 3+3 (its limits stand in for the published ones)", fields: lateKeys.fractionalThreePlusThreeOptions, build: dosesFirst(fractionalThreePlusThree), eventDriven: true },
  { kind: "rolling-six-timed", title: "Rolling six, one participant at a time (Skolnik 2008)", fields: lateKeys.rollingSixTimedOptions, build: dosesFirst(rollingSixTimed), eventDriven: true },
  { kind: "backfill-boin", title: "BF-BOIN: BOIN with backfilling (Zhao 2024)", fields: lateKeys.backfillBoinOptions, build: of(backfillBoin), eventDriven: true },
];
