import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Infusion } from "../feed/use-infusion.ts";
import { StopButton } from "./stop-button.tsx";
import { StopSaid } from "./stop-said.tsx";

/** The header while nothing about the infusion is known on this tablet: the stop works all the same. */
export function LockedStrip({ infusion }: { readonly infusion: Infusion }) {
  const stop = infusion.state?.stop ?? null;
  return (
    <header className="strip">
      <div className="strip-who">
        <strong className="strip-number">{t("bedside.title")}</strong>
        <Badge tone="warning" icon="question">{t("bedside.not-loaded")}</Badge>
      </div>
      <div className="strip-stop"><StopButton onStop={() => void infusion.stop({ reason: "other" })} /></div>
      {stop !== null && <StopSaid at={stop.at} />}
    </header>
  );
}
