import { lazy, Suspense } from "react";
import { Skeleton } from "../../ui/states.tsx";
import type { MonitoringView } from "../vital-signs/vital-sign-panel.tsx";

const Chart = lazy(() => import("./chart-view.tsx").then((module) => ({ default: module.ChartView })));
/** Height that is kept while the chart's script loads. */
const reserved = 420;

/** The live chart of the vital signs; its script loads apart from the bedside's. */
export function LiveChart(view: MonitoringView) {
  return (
    <Suspense fallback={<Skeleton height={reserved} />}>
      <Chart {...view} />
    </Suspense>
  );
}
