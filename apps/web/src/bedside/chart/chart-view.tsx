import type { MonitoringView } from "../vital-signs/vital-sign-panel.tsx";

export function ChartView(_: MonitoringView) {
  return null;
}
