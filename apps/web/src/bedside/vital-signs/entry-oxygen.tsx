import { oxygenDevices, type InfusionEventData, type InfusionEventOf, type OxygenDevice } from "@stroma/domain";
import { formatQuantity, formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { useSession } from "../../session/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { oxygenFields, type EntryDraft } from "./entry-draft.ts";
import type { PadChoice } from "./use-pad.ts";
import { PadField } from "./pad-field.tsx";

const settings = [
  { name: "flow", label: "vital-entry.oxygen.flow", unit: "L/min" },
  { name: "fio2", label: "vital-entry.oxygen.fio2", unit: "%" },
  { name: "peep", label: "vital-entry.oxygen.peep", unit: "cm[H2O]" },
] as const;

/** Oxygen device and its settings. Left alone, what was recorded before holds. */
export function EntryOxygen({ oxygen, last, onChange, pad, invalid }: { readonly oxygen: EntryDraft["oxygen"]; readonly last: InfusionEventOf<"oxygen-set"> | null; readonly onChange: (oxygen: EntryDraft["oxygen"]) => void; readonly pad: PadChoice; readonly invalid: ReadonlySet<string> }) {
  const zone = useSession().site?.timeZone;
  const asks = oxygenFields(oxygen.device);
  return (
    <fieldset className="entry-part">
      <legend>{t("vital-entry.oxygen")}</legend>
      <p className="small soft">{last === null ? t("vital-entry.oxygen.unknown") : t("vital-entry.oxygen.now", { oxygen: oxygenText(last.data), time: formatTime(last.clinicalTime, zone) })}</p>
      <Choice label={t("vital-entry.oxygen.device")} hideLabel options={oxygenDevices.map((id) => ({ id, title: t(`oxygen-device.${id}`) }))} value={oxygen.device} onChange={(device: OxygenDevice) => onChange({ ...oxygen, device })} />
      {oxygen.device !== null && (
        <div className="entry-fields">
          {settings.filter(({ name }) => asks[name]).map(({ name, label, unit }) => (
            <PadField key={name} label={t(label)} unit={unit} text={oxygen[name]} onText={(text) => onChange({ ...oxygen, [name]: text })} {...pad.field(name)} error={invalid.has(name) ? t("vital-entry.not-a-number") : null} />
          ))}
          <Button variant="quiet" icon="cross" onPress={() => onChange({ device: null, flow: "", fio2: "", peep: "" })}>{t("vital-entry.clear")}</Button>
        </div>
      )}
    </fieldset>
  );
}

/** Device and settings in one text, with units. */
export function oxygenText(data: InfusionEventData["oxygen-set"]): string {
  const words = [data.flow, data.fio2, data.peep].filter((one) => one !== undefined).map((one) => formatQuantity(one));
  return [t(`oxygen-device.${data.device}`), ...words].join(", ");
}
