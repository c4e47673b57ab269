/** How old something is, in one unit of time: "12 s", "4 min", "2 h 5 min". */
import { t } from "../../i18n/i18n.ts";

export function formatAge(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return t("vital-signs.age.seconds", { seconds: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t("vital-signs.age.minutes", { minutes });
  return t("vital-signs.age.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
