import { consciousnessLevels } from "@stroma/domain";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Select } from "../../ui/select.tsx";
import type { EntryDraft } from "./entry-draft.ts";

/** RASS, from combative to unarousable. */
const sedation = [4, 3, 2, 1, 0, -1, -2, -3, -4, -5] as const;

/** Consciousness by ACVPU, or sedation by RASS: one of the two. */
export function EntryConsciousness({ draft, onChange }: { readonly draft: Pick<EntryDraft, "consciousness" | "rass">; readonly onChange: (change: Pick<EntryDraft, "consciousness" | "rass">) => void }) {
  const any = draft.consciousness !== null || draft.rass !== null;
  return (
    <fieldset className="entry-part">
      <legend>{t("vital-entry.consciousness")}</legend>
      <Choice label={t("vital-entry.consciousness.level")} options={consciousnessLevels.map((id) => ({ id, title: t(`consciousness.${id}`) }))} value={draft.consciousness} onChange={(consciousness) => onChange({ consciousness, rass: null })} />
      <div className="entry-fields">
        <Select label={t("vital-entry.consciousness.rass")} options={sedation.map((value) => ({ id: String(value), title: t("vital-entry.consciousness.rass-value", { value: value > 0 ? `+${value}` : String(value).replace("-", "−") }) }))} value={draft.rass === null ? null : String(draft.rass)} onChange={(id) => onChange({ consciousness: null, rass: Number(id) })} />
        {any && <Button variant="quiet" icon="cross" onPress={() => onChange({ consciousness: null, rass: null })}>{t("vital-entry.clear")}</Button>}
      </div>
    </fieldset>
  );
}
