import { oxygenDevices, type OxygenDevice } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/choice.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import type { DraftForm } from "./record-kinds.ts";

interface Oxygen {
  readonly device: OxygenDevice | null;
  readonly flow: number | null;
  readonly fio2: number | null;
  readonly peep: number | null;
}

/** Device, flow, oxygen fraction, PEEP: each only where it is known. */
export function OxygenForm({ onDraft }: DraftForm) {
  const [oxygen, setOxygen] = useState<Oxygen>({ device: null, flow: null, fio2: null, peep: null });
  const set = (part: Partial<Oxygen>) => {
    const next = { ...oxygen, ...part };
    setOxygen(next);
    const { device, flow, fio2, peep } = next;
    onDraft(device === null ? null : { type: "oxygen-set", data: { device, ...(flow !== null && { flow: { value: flow, unit: "L/min" } }), ...(fio2 !== null && { fio2: { value: fio2, unit: "%" } }), ...(peep !== null && { peep: { value: peep, unit: "cm[H2O]" } }) } });
  };
  return (
    <>
      <Choice label={t("oxygen.device")} options={oxygenDevices.map((id) => ({ id, title: t(`oxygen-device.${id}`) }))} value={oxygen.device} onChange={(device) => set({ device })} />
      <div className="grid">
        <NumberWithUnit label={t("oxygen.flow")} unit="L/min" value={oxygen.flow} onChange={(flow) => set({ flow })} low={0} digits={1} />
        <NumberWithUnit label={t("oxygen.fio2")} unit="%" value={oxygen.fio2} onChange={(fio2) => set({ fio2 })} low={1} high={100} digits={0} />
        <NumberWithUnit label={t("oxygen.peep")} unit="cm[H2O]" value={oxygen.peep} onChange={(peep) => set({ peep })} low={0} digits={1} />
      </div>
    </>
  );
}
