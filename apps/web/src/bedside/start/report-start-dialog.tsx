import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Notice } from "../../ui/badge.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { Select } from "../../ui/select.tsx";
import { useDay } from "../day.tsx";
import { emptyWhen, timeOf, WhenField, type When } from "../running/when-field.tsx";

/** A start that has happened: on paper, without the network, against the rules. It is kept, monitored, and reviewed. */
export function ReportStartDialog({ onClose }: { readonly onClose: () => void }) {
  const { infusion, context, state } = useDay();
  const [bagId, setBagId] = useState<string | null>(null);
  const [rate, setRate] = useState<number | null>(null);
  const [when, setWhen] = useState<When>(emptyWhen);
  const bags = context.bags.filter((bag) => bag.reservedForInfusionId === state.infusionId || state.bags.has(bag.id));
  const submit = () => {
    if (bagId === null || rate === null) return;
    void infusion.record("infusion-started", { bagId, rate: { value: rate, unit: "mL/min" }, authorisationId: null }, timeOf(when) ?? {});
    onClose();
  };
  return (
    <FormDialog title={t("start.report-title")} isOpen onClose={onClose} submitText={t("start.report-submit")} isDanger isPending={false} error={null} isComplete={bagId !== null && rate !== null && rate > 0 && timeOf(when) !== null} onSubmit={submit}>
      <Notice tone="critical"><strong>{t("start.report-hint")}</strong></Notice>
      <Select label={t("start.bag")} options={bags.map((bag) => ({ id: bag.id, title: bag.code }))} value={bagId} onChange={setBagId} />
      <NumberWithUnit label={t("start.rate")} unit="mL/min" value={rate} onChange={setRate} digits={3} />
      <WhenField when={when} onChange={setWhen} />
    </FormDialog>
  );
}
