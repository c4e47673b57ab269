import { t } from "../../i18n/i18n.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Infusion } from "../feed/use-infusion.ts";
import { readInfusionName } from "../site-zone.ts";
import { StopButton } from "./stop-button.tsx";
import { StopSaid } from "./stop-said.tsx";
import { useStripHeight } from "./use-strip-height.ts";

/** The header while nothing about the infusion is known on this tablet: the stop works all the same. */
export function LockedStrip({ infusion, infusionId }: { readonly infusion: Infusion; readonly infusionId: string }) {
  const name = readInfusionName(infusionId);
  const strip = useStripHeight();
  const stop = infusion.state?.stop ?? null;
  return (
    <header className="strip" ref={strip}>
      <div className="strip-stop">{stop === null ? <StopButton onStop={() => void infusion.stop({ reason: "other" })} /> : <StopSaid at={stop.at} />}</div>
      <div className="strip-main"><div className="strip-who">
        <h1 className="strip-number">{name?.number ?? t("bedside.title")}</h1>
        {name?.synthetic === true && <Badge tone="info" icon="info">{t("bedside.synthetic")}</Badge>}
        <Badge tone="warning" icon="question">{t("bedside.not-loaded")}</Badge>
      </div></div>
    </header>
  );
}
