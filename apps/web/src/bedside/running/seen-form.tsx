import { consciousnessLevels, outcomes, rhythms, signs } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { NumberWithUnit } from "../../ui/number-with-unit.tsx";
import type { Draft, DraftForm, RecordKind } from "./record-kinds.ts";

const severities = ["mild", "moderate", "severe"] as const;
interface Seen {
  readonly what: string | null;
  readonly presence: "present" | "absent" | null;
  readonly severity: (typeof severities)[number] | null;
  readonly rass: number | null;
  readonly note: string;
}

/** What a person sees: a sign (also its absence), the rhythm, the consciousness, an outcome. */
export function SeenForm({ kind, onDraft }: DraftForm & { readonly kind: Extract<RecordKind, "sign" | "rhythm" | "consciousness" | "outcome" | "pregnancy"> }) {
  const [seen, setSeen] = useState<Seen>({ what: null, presence: null, severity: null, rass: null, note: "" });
  const set = (part: Partial<Seen>) => {
    const next = { ...seen, ...part };
    setSeen(next);
    onDraft(draftOf(kind, next));
  };
  return (
    <>
      {kind === "sign" && <Choice label={t("sign.which")} options={signs.map((id) => ({ id, title: t(`sign.${id}`) }))} value={signs.find((one) => one === seen.what) ?? null} onChange={(what) => set({ what })} />}
      {kind === "sign" && <Choice label={t("sign.presence")} options={[{ id: "present", title: t("sign.present") }, { id: "absent", title: t("sign.absent") }]} value={seen.presence} onChange={(presence) => set({ presence })} />}
      {kind === "sign" && seen.presence === "present" && <Choice label={t("sign.severity")} options={severities.map((id) => ({ id, title: t(`severity.${id}`) }))} value={seen.severity} onChange={(severity) => set({ severity })} />}
      {kind === "rhythm" && <Choice label={t("record-entry.rhythm")} options={rhythms.map((id) => ({ id, title: t(`rhythm.${id}`) }))} value={rhythms.find((one) => one === seen.what) ?? null} onChange={(what) => set({ what })} />}
      {kind === "outcome" && <Choice label={t("record-entry.outcome")} options={outcomes.map((id) => ({ id, title: t(`outcome.${id}`) }))} value={outcomes.find((one) => one === seen.what) ?? null} onChange={(what) => set({ what })} />}
      {kind === "pregnancy" && <Choice label={t("record-entry.pregnancy")} options={[{ id: "yes", title: t("ui.yes") }, { id: "no", title: t("ui.no") }]} value={seen.what === "yes" || seen.what === "no" ? seen.what : null} onChange={(what) => set({ what })} />}
      {kind === "consciousness" && (
        <>
          <Choice label={t("consciousness.level")} options={consciousnessLevels.map((id) => ({ id, title: t(`consciousness.${id}`) }))} value={consciousnessLevels.find((one) => one === seen.what) ?? null} onChange={(what) => set({ what, rass: null })} />
          <NumberWithUnit label={t("consciousness.rass")} unit="1" value={seen.rass} onChange={(rass) => set({ rass, what: null })} low={-5} high={4} step={1} digits={0} withSteps />
        </>
      )}
      {kind !== "consciousness" && kind !== "pregnancy" && <Field label={t("record-entry.note-optional")} value={seen.note} onChange={(note) => set({ note })} maxLength={2000} />}
    </>
  );
}

function draftOf(kind: RecordKind, seen: Seen): Draft | null {
  const note = seen.note.trim() === "" ? {} : { note: seen.note.trim() };
  const sign = signs.find((one) => one === seen.what);
  const rhythm = rhythms.find((one) => one === seen.what);
  const outcome = outcomes.find((one) => one === seen.what);
  const level = consciousnessLevels.find((one) => one === seen.what);
  if (kind === "sign" && sign !== undefined && seen.presence !== null) return { type: "sign-seen", data: { sign, present: seen.presence === "present", ...(seen.presence === "present" && seen.severity !== null && { severity: seen.severity }), ...note } };
  if (kind === "rhythm" && rhythm !== undefined) return { type: "rhythm-seen", data: { rhythm, ...note } };
  if (kind === "outcome" && outcome !== undefined) return { type: "outcome-seen", data: { outcome, ...note } };
  if (kind === "pregnancy" && seen.what !== null) return { type: "pregnancy-recorded", data: { pregnant: seen.what === "yes" } };
  if (kind === "consciousness" && level !== undefined) return { type: "consciousness-assessed", data: { level } };
  if (kind === "consciousness" && seen.rass !== null && seen.rass >= -5 && seen.rass <= 4) return { type: "consciousness-assessed", data: { sedation: { scale: "RASS", value: Math.round(seen.rass) } } };
  return null;
}
