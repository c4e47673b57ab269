import type { Source } from "@stroma/domain";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { t } from "../i18n/i18n.ts";
import { Badge, type Tone } from "./badge.tsx";
import { placeTip } from "./place-tip.ts";

const tones: Readonly<Record<Source["status"], Tone>> = { verified: "good", computed: "info", recalled: "warning", "local-decision": "neutral" };

/** How sure we are of a number's source. */
export function SourceStatus({ status }: { readonly status: Source["status"] }) {
  return <Badge tone={tones[status]} {...(status === "local-decision" && { icon: "pen" as const })}>{t(`source.${status}`)}</Badge>;
}

const openAfterMs = 150;
const closeAfterMs = 120;

/** Shows where something comes from: on hover, on focus and on tap. The pointer may rest on it; Escape closes it. */
export function SourceTip({ source, children }: { readonly source: Source; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = (next: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), next ? openAfterMs : closeAfterMs);
  };
  const now = (next: boolean) => {
    clearTimeout(timer.current);
    setOpen(next);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      <Button ref={anchor} className="source-button" {...(open && { "aria-describedby": id })} onPress={() => now(true)} onFocus={() => now(true)} onBlur={() => now(false)} onHoverStart={() => later(true)} onHoverEnd={() => later(false)}>
        {children}
        <span className="source-mark" aria-hidden="true">{t(`source.mark.${source.status}`)}</span>
        <span className="visually-hidden">{t("source.show")}</span>
      </Button>
      {open && <Tip id={id} source={source} anchor={anchor} onClose={() => now(false)} onRest={(resting) => (resting ? now(true) : later(false))} />}
    </>
  );
}

function Tip({ id, source, anchor, onClose, onRest }: { readonly id: string; readonly source: Source; readonly anchor: { readonly current: HTMLElement | null }; readonly onClose: () => void; readonly onRest: (resting: boolean) => void }) {
  const box = useRef<HTMLSpanElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    // Shown as a popover, so that no table or dialog cuts it off.
    box.current?.showPopover();
    if (box.current !== null && anchor.current !== null) placeTip(box.current, anchor.current);
    const leave = () => close.current();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") leave();
    };
    window.addEventListener("scroll", leave, { capture: true });
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("scroll", leave, { capture: true });
      window.removeEventListener("keydown", onKey);
    };
  }, [anchor]);
  return (
    <span ref={box} id={id} role="tooltip" popover="manual" className="source-tip" onPointerEnter={() => onRest(true)} onPointerLeave={() => onRest(false)}>
      <SourceStatus status={source.status} />
      <span>{source.citation}</span>
      <span className="soft">{t(`source.meaning.${source.status}`)}</span>
    </span>
  );
}
