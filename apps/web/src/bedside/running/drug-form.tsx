import { vasoactiveDrugs, type VasoactiveDrug } from "@stroma/domain";
import { useState } from "react";
import { formatUnit } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Choice, Tick } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import type { DraftForm } from "./record-kinds.ts";

const units = ["ug/min", "ug/kg/min", "U/min", "mL/h"] as const;
type Unit = (typeof units)[number];
interface Drug {
  readonly drug: VasoactiveDrug | null;
  readonly name: string;
  readonly unit: Unit | null;
  readonly rate: number | null;
  readonly stopped: boolean;
}

/** A vasoactive drug at its rate, or stopped. */
export function DrugForm({ onDraft }: DraftForm) {
  const [drug, setDrug] = useState<Drug>({ drug: null, name: "", unit: null, rate: null, stopped: false });
  const set = (part: Partial<Drug>) => {
    const next = { ...drug, ...part };
    setDrug(next);
    const named = next.drug !== null && (next.drug !== "other" || next.name.trim() !== "");
    const rate = next.stopped ? null : next.rate !== null && next.unit !== null ? { value: next.rate, unit: next.unit } : undefined;
    onDraft(!named || next.drug === null || rate === undefined ? null : { type: "vasoactive-set", data: { drug: next.drug, ...(next.name.trim() !== "" && { name: next.name.trim() }), rate } });
  };
  return (
    <>
      <Choice label={t("drug.which")} options={vasoactiveDrugs.map((id) => ({ id, title: t(`drug.${id}`) }))} value={drug.drug} onChange={(one) => set({ drug: one })} />
      {drug.drug === "other" && <Field label={t("drug.name")} value={drug.name} onChange={(name) => set({ name })} maxLength={200} isRequired />}
      <Tick isSelected={drug.stopped} onChange={(stopped) => set({ stopped })}>{t("drug.stopped")}</Tick>
      {!drug.stopped && (
        <>
          <Choice label={t("drug.unit")} options={units.map((id) => ({ id, title: formatUnit(id) }))} value={drug.unit} onChange={(unit) => set({ unit })} />
          {drug.unit !== null && <NumberWithUnit label={t("drug.rate")} unit={drug.unit} value={drug.rate} onChange={(rate) => set({ rate })} low={0} />}
        </>
      )}
    </>
  );
}
