import { formatNumber, formatQuantity, formatUnit } from "../../i18n/format.ts";
import { t } from "../../i18n/i18n.ts";
import { Notice } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import type { DoubtfulSample } from "./entry-draft.ts";

/** Values that nobody expects: asked once more, recorded all the same when confirmed. */
export function AskAgain({ doubtful, onBack, onRecord }: { readonly doubtful: readonly DoubtfulSample[]; readonly onBack: () => void; readonly onRecord: () => void }) {
  return (
    <Notice tone="warning" icon="question" role="alert">
      <strong>{t("vital-entry.ask.lead")}</strong>
      <ul>
        {doubtful.map(({ sample, definition, why }) => {
          const value = formatQuantity({ value: sample.value ?? Number.NaN, unit: sample.unit });
          const { low, high } = definition.plausible;
          return (
            <li key={sample.channel}>
              {why === "zero" ? t("vital-entry.ask.zero", { channel: definition.title, value }) : t("vital-entry.ask.implausible", { channel: definition.title, value, low: formatNumber(low), high: formatNumber(high), unit: formatUnit(definition.unit) })}
            </li>
          );
        })}
      </ul>
      <div className="row">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the question stands below the form: the focus brings it into view, on the safe answer */}
        <Button autoFocus size="bedside" variant="primary" icon="back" onPress={onBack}>{t("vital-entry.ask.back")}</Button>
        <Button size="bedside" icon="check" onPress={onRecord}>{t("vital-entry.ask.record")}</Button>
      </div>
    </Notice>
  );
}
