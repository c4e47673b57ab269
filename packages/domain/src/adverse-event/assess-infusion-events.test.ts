import { describe, expect, test } from "vitest";
import { at, exampleEvent, exampleInfusionId } from "../../test/example-event.ts";
import { covidVariantRules, startRules } from "../../test/start-rules.ts";
import { foldInfusion } from "../infusion/fold-infusion.ts";
import type { InfusionEvent, InfusionEventData, OxygenDevice, Sign, VasoactiveDrug } from "../infusion/infusion-event.ts";
import type { InfusionEventRuleSet } from "../protocol/protocol.ts";
import { assessInfusionEvents } from "./assess-infusion-events.ts";

const hour = 60;
const start = exampleEvent("infusion-started", 0, { bagId: "bag-1", rate: { value: 2, unit: "mL/min" }, authorisationId: null });
const weight = exampleEvent("body-measured", -30, { weight: { value: 70, unit: "kg" } });
const drug = (minute: number, name: VasoactiveDrug, value: number | null, unit = "ug/min") => exampleEvent("vasoactive-set", minute, { drug: name, rate: value === null ? null : { value, unit } });
const oxygen = (minute: number, device: OxygenDevice, fio2?: number, peep?: number) => {
  const data: InfusionEventData["oxygen-set"] = { device, ...(fio2 === undefined ? {} : { fio2: { value: fio2, unit: "1" } }), ...(peep === undefined ? {} : { peep: { value: peep, unit: "cm[H2O]" } }) };
  return exampleEvent("oxygen-set", minute, data);
};
const rhythm = (minute: number, value: InfusionEventData["rhythm-seen"]["rhythm"]) => exampleEvent("rhythm-seen", minute, { rhythm: value });
const sign = (minute: number, name: Sign, present: boolean, severity?: "mild" | "severe") => exampleEvent("sign-seen", minute, { sign: name, present, ...(severity === undefined ? {} : { severity }) });
const nextDay = exampleEvent("observation-noted", 25 * hour, { text: "Well." });

function finding(ruleId: string, events: readonly InfusionEvent[], minute: number, ruleSet: InfusionEventRuleSet = startRules) {
  const found = assessInfusionEvents(foldInfusion(exampleInfusionId, [start, ...events]), ruleSet, at(minute)).find((one) => one.ruleId === ruleId);
  return { status: found?.status, at: found?.at, because: found?.reasons.map((one) => one.code) };
}

describe("the window", () => {
  test("before the start nothing is assessable", () => {
    const found = assessInfusionEvents(foldInfusion(exampleInfusionId, [weight]), startRules, at(0));
    expect(new Set(found.map((one) => one.status))).toEqual(new Set(["not-assessable"]));
  });

  test("6 hours: open at the last minute, and it includes it; a minute later nothing counts", () => {
    expect(finding("cardioversion", [], 6 * hour)).toMatchObject({ status: "open" });
    const shock = (minute: number) => exampleEvent("outcome-seen", minute, { outcome: "cardioversion" });
    expect(finding("cardioversion", [shock(6 * hour)], 7 * hour)).toMatchObject({ status: "met", at: at(6 * hour) });
    expect(finding("cardioversion", [shock(6 * hour + 1)], 7 * hour)).toMatchObject({ status: "not-met" });
  });

  test("nothing happened is said only when the record reaches the end of the window", () => {
    expect(finding("cardioversion", [], 7 * hour)).toMatchObject({ status: "not-assessable", because: ["event-rule-record-ends"] });
    expect(finding("cardioversion", [nextDay], 26 * hour)).toMatchObject({ status: "not-met" });
  });

  test("death counts for 24 hours", () => {
    const death = (minute: number) => exampleEvent("outcome-seen", minute, { outcome: "death" });
    expect(finding("arrest-or-death", [death(24 * hour)], 26 * hour)).toMatchObject({ status: "met" });
    expect(finding("arrest-or-death", [death(24 * hour + 1)], 26 * hour)).toMatchObject({ status: "not-met" });
    expect(finding("arrest-or-death", [], 23 * hour)).toMatchObject({ status: "open" });
  });
});

describe("vasopressor increase", () => {
  test("norepinephrine 5 to 15 ug/min is an increase of 10: met by the registry's >=, not by the paper's >", () => {
    const events = [drug(-10, "norepinephrine", 5), drug(30, "norepinephrine", 15)];
    expect(finding("norepinephrine", events, 60)).toMatchObject({ status: "met", at: at(30) });
    const paper: InfusionEventRuleSet = { ...startRules, rules: startRules.rules.map((one) => (one.trigger.kind === "vasopressor-increase" ? { ...one, trigger: { ...one.trigger, comparator: ">" as const } } : one)) };
    expect(finding("norepinephrine", events, 60, paper)).toMatchObject({ status: "open" });
  });

  test("it is the rate at the start that counts, not an earlier one", () => {
    expect(finding("norepinephrine", [drug(-60, "norepinephrine", 2), drug(-5, "norepinephrine", 8), drug(30, "norepinephrine", 14)], 60)).toMatchObject({ status: "open" });
  });

  test("a drug first given after the start counts with its whole rate", () => {
    expect(finding("phenylephrine", [drug(30, "phenylephrine", 100)], 60)).toMatchObject({ status: "met" });
    expect(finding("phenylephrine", [drug(30, "phenylephrine", 99)], 60)).toMatchObject({ status: "open" });
  });

  test("7 ug/min in a person of 70 kg is 0.1 ug/kg/min: the limit for epinephrine; without a weight it is not assessable", () => {
    expect(finding("epinephrine", [weight, drug(30, "epinephrine", 7)], 60)).toMatchObject({ status: "met" });
    expect(finding("epinephrine", [weight, drug(30, "epinephrine", 6.9)], 60)).toMatchObject({ status: "open" });
    expect(finding("epinephrine", [drug(30, "epinephrine", 7)], 60)).toMatchObject({ status: "not-assessable", because: ["event-rule-weight-unknown"] });
    expect(finding("epinephrine", [drug(30, "epinephrine", 0.1, "ug/kg/min")], 60)).toMatchObject({ status: "met" });
  });

  test("in the variant the limit for epinephrine is 10 ug/min: 0.15 ug/kg/min x 70 kg is 10.5", () => {
    expect(finding("epinephrine", [weight, drug(30, "epinephrine", 0.15, "ug/kg/min")], 60, covidVariantRules)).toMatchObject({ status: "met" });
    expect(finding("epinephrine", [weight, drug(30, "epinephrine", 0.1, "ug/kg/min")], 60, covidVariantRules)).toMatchObject({ status: "open" });
  });

  test("a rate in mL/h is no mass of drug", () => {
    expect(finding("norepinephrine", [drug(30, "norepinephrine", 12, "mL/h")], 60)).toMatchObject({ status: "not-assessable", because: ["event-rule-unit-unknown"] });
  });

  test("a third vasopressor counts, a second one and dobutamine do not, and \"other\" is unclear", () => {
    const two = [drug(-10, "norepinephrine", 5), drug(10, "vasopressin", 2)];
    expect(finding("third-vasopressor", two, 60)).toMatchObject({ status: "open" });
    expect(finding("third-vasopressor", [...two, drug(20, "dobutamine", 300)], 60)).toMatchObject({ status: "open" });
    expect(finding("third-vasopressor", [...two, drug(20, "other", 3)], 60)).toMatchObject({ status: "not-assessable", because: ["event-rule-drug-unclear"] });
    expect(finding("third-vasopressor", [...two, drug(20, "epinephrine", 3)], 60)).toMatchObject({ status: "met", at: at(20) });
    expect(finding("third-vasopressor", [...two, drug(15, "norepinephrine", null), drug(20, "epinephrine", 3)], 60)).toMatchObject({ status: "open" });
  });

  test("three that ran at the start are no addition", () => {
    expect(finding("third-vasopressor", [drug(-10, "norepinephrine", 5), drug(-9, "vasopressin", 2), drug(-8, "epinephrine", 2), drug(20, "epinephrine", 3)], 60)).toMatchObject({ status: "open" });
  });
});

describe("rhythm", () => {
  test("ventricular tachycardia is new unless it was there before the start", () => {
    expect(finding("rhythm", [rhythm(-10, "sinus"), rhythm(30, "ventricular-tachycardia")], 60)).toMatchObject({ status: "met" });
    expect(finding("rhythm", [rhythm(-10, "ventricular-tachycardia"), rhythm(30, "ventricular-tachycardia")], 60)).toMatchObject({ status: "open" });
    expect(finding("rhythm", [rhythm(30, "ventricular-fibrillation")], 60)).toMatchObject({ status: "met" });
    expect(finding("rhythm", [rhythm(30, "atrial-fibrillation")], 60)).toMatchObject({ status: "open" });
  });

  test("a window in which nobody recorded a rhythm is not assessable", () => {
    expect(finding("rhythm", [nextDay], 26 * hour)).toMatchObject({ status: "not-assessable", because: ["event-rule-no-rhythm"] });
    expect(finding("rhythm", [rhythm(30, "sinus"), nextDay], 26 * hour)).toMatchObject({ status: "not-met" });
  });
});

describe("hypoxaemia", () => {
  const ventilated = oxygen(-10, "invasive-ventilation", 0.4, 8);

  test("START wants FiO2 +0.2 and PEEP +5 together; the variant wants one of them, FiO2 above 20 %", () => {
    const rows: readonly (readonly [number, number, string, string])[] = [
      [0.6, 13, "met", "met"],
      [0.6, 8, "open", "open"],
      [0.61, 8, "open", "met"],
      [0.4, 13, "open", "met"],
      [0.59, 12, "open", "open"],
    ];
    for (const [fio2, peep, inStart, inVariant] of rows) {
      const events = [ventilated, oxygen(30, "invasive-ventilation", fio2, peep)];
      expect([fio2, peep, finding("hypoxaemia", events, 60).status, finding("hypoxaemia", events, 60, covidVariantRules).status]).toEqual([fio2, peep, inStart, inVariant]);
    }
  });

  test("a missing FiO2 or PEEP is not assessable, unless the other number decides", () => {
    expect(finding("hypoxaemia", [oxygen(-10, "invasive-ventilation", 0.4), oxygen(30, "invasive-ventilation", 0.7)], 60)).toMatchObject({ status: "not-assessable", because: ["event-rule-peep-unknown"] });
    expect(finding("hypoxaemia", [oxygen(-10, "invasive-ventilation"), oxygen(30, "invasive-ventilation", 0.7, 10)], 60)).toMatchObject({ status: "not-assessable", because: ["event-rule-fio2-unknown", "event-rule-peep-unknown"] });
    expect(finding("hypoxaemia", [oxygen(-10, "invasive-ventilation", undefined, 8), oxygen(30, "invasive-ventilation", 0.7, 8)], 60)).toMatchObject({ status: "open" });
    expect(finding("hypoxaemia", [oxygen(30, "invasive-ventilation", 0.7, 8)], 60)).toMatchObject({ status: "not-assessable", because: ["event-rule-no-oxygen-before"] });
  });

  test("room air to a ventilator with FiO2 0.5 and PEEP 8 is met: room air is 0.21 without pressure", () => {
    expect(finding("hypoxaemia", [oxygen(-10, "room-air"), oxygen(30, "invasive-ventilation", 0.5, 8)], 60)).toMatchObject({ status: "met" });
  });

  test("a setting that names only FiO2 keeps the PEEP of the same device", () => {
    expect(finding("hypoxaemia", [ventilated, oxygen(20, "invasive-ventilation", undefined, 13), oxygen(30, "invasive-ventilation", 0.6)], 60)).toMatchObject({ status: "met", at: at(30) });
  });

  test("intubation counts for those on high flow at the start, and does not apply to others", () => {
    expect(finding("intubation", [oxygen(-10, "high-flow", 0.5), oxygen(30, "invasive-ventilation", 0.5, 8)], 60, covidVariantRules)).toMatchObject({ status: "met" });
    expect(finding("intubation", [oxygen(-10, "high-flow", 0.5), exampleEvent("outcome-seen", 30, { outcome: "intubation" })], 60, covidVariantRules)).toMatchObject({ status: "met" });
    expect(finding("intubation", [oxygen(-10, "mask")], 60, covidVariantRules)).toMatchObject({ status: "not-met", because: ["event-rule-other-device"] });
    expect(finding("intubation", [], 60, covidVariantRules)).toMatchObject({ status: "not-assessable" });
  });
});

describe("signs", () => {
  test("new urticaria is met; wheeze that was there before is not, until it is worse", () => {
    expect(finding("signs", [sign(30, "urticaria", true)], 60)).toMatchObject({ status: "met" });
    expect(finding("signs", [sign(-10, "wheeze", true, "mild"), sign(30, "wheeze", true, "mild")], 60)).toMatchObject({ status: "open" });
    expect(finding("signs", [sign(-10, "wheeze", true, "mild"), sign(30, "wheeze", true, "severe")], 60)).toMatchObject({ status: "met" });
    expect(finding("signs", [sign(-10, "wheeze", true), sign(20, "wheeze", false), sign(30, "wheeze", true)], 60)).toMatchObject({ status: "met", at: at(30) });
  });

  test("not met needs a look at each sign", () => {
    const looks = [sign(30, "urticaria", false), sign(30, "bronchospasm", false)];
    expect(finding("signs", [...looks, nextDay], 26 * hour)).toMatchObject({ status: "not-assessable", because: ["event-rule-sign-unrecorded"] });
    expect(finding("signs", [...looks, sign(30, "wheeze", false), nextDay], 26 * hour)).toMatchObject({ status: "not-met" });
  });

  test("a sign that was taken back by a correction does not count", () => {
    const wrong = sign(30, "urticaria", true);
    const corrected = exampleEvent("event-corrected", 40, { supersedes: wrong.id, reason: "Other person.", replacement: null });
    expect(finding("signs", [wrong, corrected], 60)).toMatchObject({ status: "open" });
    expect(finding("signs", [wrong, corrected], 35)).toMatchObject({ status: "met" });
  });
});
