import { t } from "../i18n/i18n.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { fromLocalField } from "../ui/local-time.ts";
import { NumberWithUnit } from "../ui/number-with-unit.tsx";
import { ScanField } from "../ui/scan-field.tsx";

export interface BodyDraft {
  readonly sex: "female" | "male" | "unknown" | null;
  readonly birthYear: number | null;
  readonly weight: number | null;
  readonly weighedAt: string;
  readonly height: number | null;
  readonly wristbandCode: string;
}
export const emptyBody = (): BodyDraft => ({ sex: null, birthYear: null, weight: null, weighedAt: "", height: null, wristbandCode: "" });

/** What the server takes: unknown as null, a weight only with its time. */
export function bodyOf(draft: BodyDraft) {
  const at = fromLocalField(draft.weighedAt);
  return {
    sex: draft.sex === "unknown" ? null : draft.sex,
    birthYear: draft.birthYear,
    weight: draft.weight === null || at === null ? null : { quantity: { value: draft.weight, unit: "kg" }, at },
    height: draft.height === null ? null : { value: draft.height, unit: "cm" },
    wristbandCode: draft.wristbandCode.trim(),
  };
}
/** A weight needs its time and the time a weight; sex must be said, be it unknown; the wristband is needed. */
export const isBodyComplete = (draft: BodyDraft) => draft.wristbandCode.trim() !== "" && draft.sex !== null && (draft.weight === null) === (fromLocalField(draft.weighedAt) === null);

export function BodyFields({ draft, onChange }: { readonly draft: BodyDraft; readonly onChange: (draft: BodyDraft) => void }) {
  const set = (part: Partial<BodyDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <ScanField label={t("participants.wristband")} hint={t("participants.wristband-hint", { code: draft.wristbandCode === "" ? t("ui.none") : draft.wristbandCode })} onScan={(code) => set({ wristbandCode: code })} />
      <Choice label={t("participants.sex")} options={[{ id: "female", title: t("sex.female") }, { id: "male", title: t("sex.male") }, { id: "unknown", title: t("sex.unknown") }]} value={draft.sex} onChange={(sex) => set({ sex })} />
      <div className="grid">
        <NumberWithUnit label={t("participants.birth-year")} unit="1" value={draft.birthYear} onChange={(birthYear) => set({ birthYear })} low={1900} high={2100} digits={0} />
        <NumberWithUnit label={t("participants.height")} unit="cm" value={draft.height} onChange={(height) => set({ height })} digits={1} />
        <NumberWithUnit label={t("participants.weight")} unit="kg" value={draft.weight} onChange={(weight) => set({ weight })} digits={1} />
        <Field label={t("participants.weighed-at")} type="datetime-local" value={draft.weighedAt} onChange={(weighedAt) => set({ weighedAt })} />
      </div>
    </>
  );
}
