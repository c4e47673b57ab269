import { Navigate, useLocation, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { DialogHeadExtra } from "../ui/dialog.tsx";
import { ErrorPanel, Skeleton } from "../ui/states.tsx";
import "./bedside.css";
import { DayProvider } from "./day.tsx";
import { useInfusion } from "./feed/use-infusion.ts";
import { HeaderStrip } from "./header/header-strip.tsx";
import { LockedStrip } from "./header/locked-strip.tsx";
import { LockedView } from "./header/locked-view.tsx";
import { StopButton } from "./header/stop-button.tsx";
import { InfusionDay } from "./infusion-day.tsx";

/** The nurse's page for one infusion. It stands outside the sign-in guard: the stop works while nobody is signed in. */
export function BedsidePage() {
  const session = useSession();
  const { infusionId } = useParams({ from: "/infusions/$infusionId" });
  const { href } = useLocation();
  useEffect(() => {
    document.title = t("page.title", { title: t("bedside.title") });
  }, []);
  if (session.state === "loading") return <div className="bedside-wait"><Skeleton height={420} /></div>;
  if (session.state === "failed") return <div className="bedside-wait"><ErrorPanel error={session.error} onRetry={session.reload} /></div>;
  if (session.site === null && session.tablet === null) return <Navigate to="/sign-in" search={{ from: href }} replace />;
  return <Bedside key={infusionId} infusionId={infusionId} />;
}

function Bedside({ infusionId }: { readonly infusionId: string }) {
  const { person } = useSession();
  const infusion = useInfusion(infusionId);
  const { context, state } = infusion;
  if (context === null || state === null) {
    return (
      <div className="bedside">
        <LockedStrip infusion={infusion} infusionId={infusionId} />
        {person === null ? <LockedView /> : infusion.status === "failed" ? <div className="bedside-wait"><ErrorPanel error={infusion.error} onRetry={() => void infusion.reload()} /></div> : <div className="bedside-wait"><Skeleton height={420} /></div>}
      </div>
    );
  }
  return (
    <DayProvider infusion={infusion} context={context} state={state}>
      <DialogHeadExtra value={state.phase === "running" || state.phase === "paused" ? <StopButton onStop={() => void infusion.stop({ reason: "other" })} /> : null}>
        <div className="bedside">
          <HeaderStrip />
          {person === null ? <LockedView /> : <InfusionDay />}
        </div>
      </DialogHeadExtra>
    </DayProvider>
  );
}
