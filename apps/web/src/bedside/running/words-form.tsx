import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { useDay } from "../day.tsx";
import type { DraftForm } from "./record-kinds.ts";

/** A note in words, or the saturation scale on a named prescriber's word. */
export function WordsForm({ kind, onDraft }: DraftForm & { readonly kind: "note" | "oxygen-scale" }) {
  const { state } = useDay();
  const [text, setText] = useState("");
  const [scale, setScale] = useState<"1" | "2" | null>(null);
  const tell = (words: string, chosen: typeof scale) => {
    setText(words);
    setScale(chosen);
    const said = words.trim();
    if (said === "") onDraft(null);
    else if (kind === "note") onDraft(state.stop === null ? { type: "note-added", data: { text: said } } : { type: "observation-noted", data: { text: said } });
    else onDraft(chosen === null ? null : { type: "oxygen-scale-set", data: { scale: chosen === "1" ? 1 : 2, prescriberName: said } });
  };
  if (kind === "note") return <Field label={t("record-entry.note")} value={text} onChange={(words) => tell(words, scale)} lines={4} maxLength={4000} isRequired />;
  return (
    <>
      <Choice label={t("record-entry.oxygen-scale")} options={[{ id: "1", title: t("oxygen-scale.one") }, { id: "2", title: t("oxygen-scale.two") }]} value={scale} onChange={(chosen) => tell(text, chosen)} />
      <Field label={t("oxygen-scale.prescriber")} value={text} onChange={(words) => tell(words, scale)} maxLength={200} isRequired />
    </>
  );
}
