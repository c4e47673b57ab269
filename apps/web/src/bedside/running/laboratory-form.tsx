import { knownUnits } from "@stroma/domain";
import { useState } from "react";
import { formatUnit } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { Select } from "../../ui/select.tsx";
import type { DraftForm } from "./record-kinds.ts";

const samples = ["arterial", "venous", "capillary", "other"] as const;
/** Frequent blood gas values with the unit that they are read in; anything else is typed. */
const frequent = [["PaO2", "mm[Hg]"], ["PaCO2", "mm[Hg]"], ["pH", "[pH]"], ["Lactate", "mmol/L"]] as const;
interface Draft {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string | null;
  readonly sample: (typeof samples)[number] | null;
  readonly route: string;
}

/** A laboratory value or a medication: a name, a number with its unit, and where it comes from or goes. */
export function LaboratoryForm({ kind, onDraft }: DraftForm & { readonly kind: "laboratory" | "medication" }) {
  const [draft, setDraft] = useState<Draft>({ name: "", value: null, unit: null, sample: null, route: "" });
  const set = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    const { value, unit, sample } = next;
    const name = next.name.trim();
    const route = next.route.trim();
    if (name === "" || value === null || unit === null) onDraft(null);
    else if (kind === "laboratory") onDraft(sample === null ? null : { type: "laboratory-recorded", data: { analyte: name, quantity: { value, unit }, sample } });
    else onDraft(route === "" ? null : { type: "medication-given", data: { name, dose: { value, unit }, route } });
  };
  return (
    <>
      {kind === "laboratory" && <Choice label={t("laboratory.frequent")} options={frequent.map(([id]) => ({ id, title: id }))} value={frequent.find(([id]) => id === draft.name)?.[0] ?? null} onChange={(name) => set({ name, unit: frequent.find(([id]) => id === name)?.[1] ?? null })} />}
      <Field label={t(kind === "laboratory" ? "laboratory.analyte" : "medication.name")} value={draft.name} onChange={(name) => set({ name })} maxLength={200} isRequired />
      <Select label={t("laboratory.unit")} options={knownUnits.map((id) => ({ id, title: id === "1" ? t("laboratory.no-unit") : formatUnit(id) }))} value={draft.unit} onChange={(unit) => set({ unit })} />
      {draft.unit !== null && <NumberWithUnit label={t(kind === "laboratory" ? "laboratory.value" : "medication.dose")} unit={draft.unit} value={draft.value} onChange={(value) => set({ value })} />}
      {kind === "laboratory" ? <Choice label={t("laboratory.sample")} options={samples.map((id) => ({ id, title: t(`laboratory-sample.${id}`) }))} value={draft.sample} onChange={(sample) => set({ sample })} /> : <Field label={t("medication.route")} value={draft.route} onChange={(route) => set({ route })} maxLength={200} isRequired />}
    </>
  );
}
