/** Reads numbers from fields, and says beside a field what would be right. */

export function inputOf(form: HTMLFormElement, name: string): HTMLInputElement {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement) return found;
  throw new Error(`The form has no ${name}.`);
}

export function choiceOf(form: HTMLFormElement, name: string): string {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLSelectElement) return found.value;
  throw new Error(`The form has no ${name}.`);
}

/** `null` takes the words away. What was shown of the last complete numbers stays. */
export function markFault(input: HTMLInputElement, words: string | null): void {
  const field = input.closest(".field");
  if (field === null) return;
  let told = field.querySelector<HTMLElement>(".fault");
  if (words === null && told === null) return;
  if (told === null) {
    told = Object.assign(document.createElement("p"), { className: "fault", id: `${input.form?.id ?? ""}-${input.name}-fault` });
    told.setAttribute("role", "alert");
    field.append(told);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${told.id}`.trim());
  }
  if (told.textContent !== (words ?? "")) told.textContent = words ?? "";
  if (words === null) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

/** What is wrong with a number field, or null. A finer number than its step is right, unless the step is 1. */
function faultOf(input: HTMLInputElement): string | null {
  const { validity, valueAsNumber: value, min, max, step } = input;
  if (!validity.badInput && !Number.isNaN(value) && !validity.rangeOverflow && !validity.rangeUnderflow && !(step === "1" && !Number.isInteger(value))) return null;
  return `Give a ${step === "1" ? "whole number" : "number"} from ${min} to ${max}. The figures are those of the last complete numbers.`;
}

/** Marks every number field of the form that is wrong; true where none is. */
export function checkNumbers(form: HTMLFormElement): boolean {
  let right = true;
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type="number"]')) {
    const fault = faultOf(input);
    markFault(input, fault);
    if (fault !== null) right = false;
  }
  return right;
}
