import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const longest = 6;

/** Big keys for gloved hands. They leave the focus where it is. */
export function NumberKeys({ title, text, onText, onNext }: { readonly title: string; readonly text: string; readonly onText: (text: string) => void; readonly onNext: () => void }) {
  const add = (more: string) => onText((text + more).slice(0, longest));
  return (
    <fieldset className="number-keys" aria-label={t("vital-entry.keys")}>
      <p className="small soft" aria-hidden="true">{title}</p>
      <div className="number-keys-grid">
        {digits.map((digit) => (
          <Button key={digit} preventFocusOnPress onPress={() => add(digit)}>{digit}</Button>
        ))}
        <Button preventFocusOnPress isDisabled={text.includes(".")} onPress={() => add(".")} aria-label={t("vital-entry.key.point")}>{"."}</Button>
        <Button preventFocusOnPress onPress={() => add("0")}>{"0"}</Button>
        <Button preventFocusOnPress icon="back" onPress={() => onText(text.slice(0, -1))} aria-label={t("vital-entry.key.back")} />
        <Button preventFocusOnPress variant="primary" wide icon="chevron" onPress={onNext}>{t("vital-entry.key.next")}</Button>
      </div>
    </fieldset>
  );
}
