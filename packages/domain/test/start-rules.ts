/** START's pre-specified infusion-associated events, both published variants, as literal rule sets for tests. */
import type { EventTrigger, InfusionEventRule, InfusionEventRuleSet } from "../src/protocol/protocol.ts";
import type { Source } from "../src/protocol/source.ts";

const source: Source = { citation: "START, Ann Intensive Care 2014, 10.1186/s13613-014-0022-z, Table 1", status: "verified" };
const variantSource: Source = { citation: "ClinicalTrials.gov NCT04355728", status: "verified" };

function rule(id: string, hours: number, trigger: EventTrigger): InfusionEventRule {
  return { id, title: id, window: { value: hours, unit: "h", source }, trigger };
}

function increase(drug: string, value: number, unit: string, comparator: ">=" | ">" = ">=", from: Source = source): InfusionEventRule {
  return rule(drug, 6, { kind: "vasopressor-increase", drug, comparator, increase: { value, unit, source: from } });
}

const common: readonly InfusionEventRule[] = [
  increase("norepinephrine", 10, "ug/min"),
  increase("phenylephrine", 100, "ug/min"),
  increase("dopamine", 10, "ug/kg/min"),
  rule("third-vasopressor", 6, { kind: "vasopressor-count", count: 3, source }),
  rule("rhythm", 6, { kind: "new-rhythm", rhythms: ["ventricular-tachycardia", "ventricular-fibrillation", "asystole"], source }),
  rule("cardioversion", 6, { kind: "cardioversion", source }),
  rule("signs", 6, { kind: "sign", signs: ["urticaria", "bronchospasm", "wheeze"], source }),
  rule("arrest-or-death", 24, { kind: "outcome", outcomes: ["cardiac-arrest", "death"], source }),
];

/** The registry's "values or higher", FiO2 and PEEP together. */
export const startRules: InfusionEventRuleSet = {
  id: "start",
  title: "START",
  edition: "2014",
  standIn: false,
  rules: [
    ...common,
    increase("epinephrine", 0.1, "ug/kg/min"),
    rule("hypoxaemia", 6, { kind: "hypoxaemia", combine: "and", fio2Comparator: ">=", fio2Increase: { value: 0.2, unit: "1", source }, peepIncrease: { value: 5, unit: "cm[H2O]", source }, targetSaturation: { low: 88, high: 95, source } }),
  ],
};

/** NCT04355728: epinephrine in ug/min; PEEP or FiO2 (above 20 %); intubation of those on high flow. */
export const covidVariantRules: InfusionEventRuleSet = {
  id: "start-covid",
  title: "START, as in NCT04355728",
  edition: "NCT04355728",
  standIn: false,
  rules: [
    ...common,
    increase("epinephrine", 10, "ug/min", ">=", variantSource),
    rule("hypoxaemia", 6, { kind: "hypoxaemia", combine: "or", fio2Comparator: ">", fio2Increase: { value: 20, unit: "%", source: variantSource }, peepIncrease: { value: 5, unit: "cm[H2O]", source: variantSource } }),
    rule("intubation", 6, { kind: "new-intubation", from: ["high-flow"], source: variantSource }),
  ],
};
