/** Which field the number keys write into. */
import { useState } from "react";

export interface PadChoice {
  readonly chosen: string;
  /** What a field needs to take part. */
  readonly field: (name: string) => { readonly isChosen: boolean; readonly onFocus: () => void; readonly onNext: () => void };
  readonly next: () => void;
}

export function usePad(first: string): PadChoice {
  const [chosen, setChosen] = useState(first);
  const next = () => {
    const form = document.querySelector("[data-chosen]")?.closest("form");
    const inputs = [...(form?.querySelectorAll<HTMLInputElement>(".pad-field input") ?? [])];
    const current = inputs.findIndex((input) => input.closest("[data-chosen]") !== null);
    inputs[(current + 1) % Math.max(1, inputs.length)]?.focus();
  };
  return { chosen, next, field: (name) => ({ isChosen: chosen === name, onFocus: () => setChosen(name), onNext: next }) };
}
