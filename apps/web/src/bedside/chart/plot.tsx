import { useMemo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { usePlot, type PlotInput } from "./use-plot.ts";

/** The canvas with its name; the arrow keys move the readout. */
export function Plot({ label, onStep, children, focus, lines, events, from, to, timeZone, onCursor }: PlotInput & { readonly label: string; readonly onStep: (direction: "back" | "on") => void; readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const input = useMemo(() => ({ focus, lines, events, from, to, timeZone, onCursor }), [focus, lines, events, from, to, timeZone, onCursor]);
  usePlot(place, input);
  const step = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onStep(event.key === "ArrowLeft" ? "back" : "on");
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/prefer-tag-over-role -- the plot is a canvas that the library makes; the arrow keys move the readout
    <div className="chart-place" ref={place} role="img" tabIndex={0} onKeyDown={step} aria-label={label}>
      {children}
    </div>
  );
}
