/** Settings of moderators, as texts. */
import { StatisticRefusal } from "../../form/statistic-refusal.ts";

/** Values by name from `name=value; name=value`. Throws StatisticRefusal `unknown-choice` for a part without a sign of equality. */
export function readSetting(text: string, path: string): ReadonlyMap<string, string> {
  const parts = text.split(";").map((part) => part.trim()).filter((part) => part !== "");
  return new Map(parts.map((part): [string, string] => {
    const cut = part.indexOf("=");
    if (cut < 1) throw new StatisticRefusal("unknown-choice", path, `${JSON.stringify(part)} has no value.`, 'Give "moderator=value; moderator=value".');
    return [part.slice(0, cut).trim(), part.slice(cut + 1).trim()];
  }));
}
