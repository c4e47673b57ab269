import { useId, useState } from "react";
import { t } from "../i18n/i18n.ts";
import { Button } from "./button.tsx";
import { useFocusOnMount } from "./use-focus-on-mount.ts";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const shortest = 4;
const longest = 12;

/** A PIN by touch or keyboard. The digits never appear on the screen. */
export function PinPad({ label, onSubmit, isPending, takesFocus = true }: { readonly label: string; readonly onSubmit: (pin: string) => void; readonly isPending: boolean; readonly takesFocus?: boolean }) {
  const id = useId();
  const field = useFocusOnMount(takesFocus);
  const [pin, setPin] = useState("");
  const add = (digit: string) => setPin((now) => (now + digit).slice(0, longest));
  const submit = () => {
    if (pin.length < shortest || isPending) return;
    onSubmit(pin);
    setPin("");
  };
  return (
    <form
      className="pin-pad"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="field">
        <label className="field-label" htmlFor={id}>{label}</label>
        <input id={id} ref={field} className="input" type="password" inputMode="numeric" autoComplete="off" value={pin} onChange={(event) => setPin(event.target.value.replaceAll(/\D/gu, "").slice(0, longest))} />
      </div>
      <div className="pin-keys">
        {keys.map((digit) => (
          <Button key={digit} onPress={() => add(digit)}>{digit}</Button>
        ))}
        <Button onPress={() => setPin((now) => now.slice(0, -1))} icon="back" aria-label={t("ui.pin.back")} />
        <Button onPress={() => add("0")}>{"0"}</Button>
        <Button variant="primary" type="submit" isDisabled={pin.length < shortest} isPending={isPending} icon="arrow" aria-label={t("ui.pin.submit")} />
      </div>
    </form>
  );
}
