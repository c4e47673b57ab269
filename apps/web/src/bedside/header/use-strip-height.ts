/** Tells the style sheet how high the sticky strip is, so that nothing focused or linked to comes to lie under it. */
import { useLayoutEffect, useRef, type RefObject } from "react";

export function useStripHeight(): RefObject<HTMLElement | null> {
  const strip = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const node = strip.current;
    if (node === null) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => root.style.setProperty("--strip-height", `${node.offsetHeight}px`));
    observer.observe(node);
    return () => {
      observer.disconnect();
      root.style.removeProperty("--strip-height");
    };
  }, []);
  return strip;
}
