import { useEffect, useRef, type RefObject } from "react";

/** Gives a control the focus when it appears. A dialog's content appears after the dialog has opened, so its field wins. */
export function useFocusOnMount(takesFocus: boolean): RefObject<HTMLInputElement | null> {
  const control = useRef<HTMLInputElement>(null);
  const wanted = useRef(takesFocus);
  useEffect(() => {
    if (wanted.current) control.current?.focus();
    wanted.current = false;
  }, []);
  return control;
}
