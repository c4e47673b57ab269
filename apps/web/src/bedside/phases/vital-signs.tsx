import { useDay } from "../day.tsx";
import { VitalSignPanel } from "../vital-signs/vital-sign-panel.tsx";

/** The vital signs now, and their entry by hand. */
export function VitalSigns() {
  const { infusion, monitoring, at } = useDay();
  return <section id="place-vital-signs" tabIndex={-1}><VitalSignPanel infusion={infusion} monitoring={monitoring} now={at} /></section>;
}
