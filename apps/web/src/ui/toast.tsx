/** Short confirmations at the foot of the page, announced politely. Never for alarms or refusals: those stay in place. */
import { useEffect, useSyncExternalStore } from "react";
import { t } from "../i18n/i18n.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface Toast {
  readonly id: number;
  readonly text: string;
}
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const set = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function showToast(text: string): void {
  last += 1;
  set([...toasts.slice(-2), { id: last, text }]);
}
const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

export function ToastRegion() {
  const current = useSyncExternalStore(subscribe, () => toasts);
  return (
    <output className="toasts no-print">
      {current.map((toast) => (
        <ToastView key={toast.id} toast={toast} />
      ))}
    </output>
  );
}

function ToastView({ toast }: { readonly toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(toast.id), 6000);
    return () => clearTimeout(timer);
  }, [toast.id]);
  return (
    <div className="toast toast-good">
      <Icon name="check" />
      <span>{toast.text}</span>
      <Button variant="quiet" onPress={() => dismiss(toast.id)}>{t("ui.close")}</Button>
    </div>
  );
}
