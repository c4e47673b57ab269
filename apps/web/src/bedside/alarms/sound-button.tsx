import { Button } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/icon.tsx";
import { useDay } from "../day.tsx";
import { chooseSound } from "./choose-sound.ts";
import { useAlarmSound } from "./use-alarm-sound.ts";

/** Sounds the bedside's alarms. Is the tablet able to? Off is said in words and asks to be turned on. */
export function SoundButton() {
  const { alarms, infusion, state } = useDay();
  const { isOn, turnOn } = useAlarmSound(state.phase === "discharged" ? "silence" : chooseSound(alarms, infusion.link));
  return (
    <Button className="sound" data-off={isOn ? undefined : ""} onPress={turnOn}>
      <Icon name="alarm" size={22} />
      <span>{t(isOn ? "sound.on" : "sound.off")}</span>
    </Button>
  );
}
