import { valueIn, type Bag } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { MeasuredQuantity } from "../../ui/measured.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import { useDay } from "../day.tsx";

/** The bag has ended: the volume that a person read off, whole or in part. */
export function BagFinishedDialog({ bag, onClose }: { readonly bag: Bag; readonly onClose: () => void }) {
  const { infusion } = useDay();
  const [volume, setVolume] = useState<number | null>(null);
  const [extent, setExtent] = useState<"whole" | "partial" | null>(null);
  const [reason, setReason] = useState("");
  const held = bag.volume === null ? undefined : valueIn(bag.volume, "mL");
  const isOver = volume !== null && held !== undefined && volume > held;
  const submit = () => {
    if (volume === null) return;
    const given = { value: volume, unit: "mL" };
    void infusion.record("bag-finished", { bagId: bag.id, volume: given });
    if (extent === "partial") void infusion.record("partial-dose-recorded", { bagId: bag.id, volume: given, reason: reason.trim() });
    onClose();
  };
  return (
    <FormDialog title={t("flow.bag-finished-title", { code: bag.code })} isOpen onClose={onClose} submitText={t("flow.bag-finished")} isPending={false} error={null} isComplete={volume !== null && !isOver && extent !== null && (extent === "whole" || reason.trim() !== "")} onSubmit={submit}>
      <p className="row"><span>{t("flow.bag-holds")}</span><strong><MeasuredQuantity quantity={bag.volume} /></strong></p>
      <NumberWithUnit label={t("flow.volume-read")} unit="mL" value={volume} onChange={setVolume} low={0} high={held} digits={1} />
      <Choice label={t("flow.extent")} options={[{ id: "whole", title: t("flow.whole") }, { id: "partial", title: t("flow.partial") }]} value={extent} onChange={setExtent} />
      {extent === "partial" && <Field label={t("flow.partial-reason")} value={reason} onChange={setReason} isRequired />}
    </FormDialog>
  );
}
