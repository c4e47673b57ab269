import { LiveChart } from "../chart/live-chart.tsx";
import { useDay } from "../day.tsx";

/** The live chart of the vital signs. */
export function Charted() {
  const { infusion, monitoring, at } = useDay();
  return <LiveChart infusion={infusion} monitoring={monitoring} now={at} />;
}
