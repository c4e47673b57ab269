/** Which field the number keys write into. */
import { useRef, useState } from "react";

export interface PadChoice {
  readonly chosen: string;
  /** What a field needs to take part. */
  readonly field: (name: string) => { readonly isChosen: boolean; readonly onFocus: () => void; readonly onNext: () => void };
  readonly next: () => void;
  /** Surrounds the fields, so that "next" finds the following one. */
  readonly ref: React.RefObject<HTMLDivElement | null>;
}

export function usePad(first: string): PadChoice {
  const [chosen, setChosen] = useState(first);
  const ref = useRef<HTMLDivElement>(null);
  const next = () => {
    const inputs = [...(ref.current?.querySelectorAll<HTMLInputElement>(".pad-field input") ?? [])];
    const current = inputs.findIndex((input) => input.closest("[data-chosen]") !== null);
    inputs[(current + 1) % Math.max(1, inputs.length)]?.focus();
  };
  return { chosen, ref, next, field: (name) => ({ isChosen: chosen === name, onFocus: () => setChosen(name), onNext: next }) };
}
