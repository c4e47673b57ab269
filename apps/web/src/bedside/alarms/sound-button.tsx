import { Button } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/icon.tsx";
import { useAlarmSound } from "./use-alarm-sound.ts";

/** Is the tablet able to sound? Off is said in words and asks to be turned on. */
export function SoundButton() {
  const { isOn, turnOn } = useAlarmSound();
  return (
    <Button className="sound" data-off={isOn ? undefined : ""} onPress={turnOn}>
      <Icon name="alarm" size={22} />
      <span>{t(isOn ? "sound.on" : "sound.off")}</span>
    </Button>
  );
}
