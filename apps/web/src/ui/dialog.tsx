import { createContext, useContext, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { Button } from "./button.tsx";

/** What every dialog below carries in its head: at the bedside the stop, which no dialog may cover. */
export const DialogHeadExtra = createContext<ReactNode>(null);

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  /** Stays until it is answered: a press beside it does not close it. */
  readonly isAlert?: boolean;
}

/** A dialog over the page, the browser's own: the page behind is inert, Escape leaves it, focus returns to where it was. */
export function Dialog({ isOpen, ...rest }: DialogProps) {
  return isOpen ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({ title, onClose, children, isWide = false, isAlert = false }: Omit<DialogProps, "isOpen">) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const extra = useContext(DialogHeadExtra);
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    heading.current?.focus({ preventScroll: true });
    return () => dialog?.close();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the press beside the box; its key is Escape, which the browser sends as `cancel`
    <dialog
      ref={box}
      className={isWide ? "dialog-box dialog-box-wide" : "dialog-box"}
      aria-labelledby={id}
      {...(isAlert && { role: "alertdialog" })}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (!isAlert && event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog">
        <div className="dialog-head">
          <h2 ref={heading} id={id} tabIndex={-1}>{title}</h2>
          {extra}
          <Button variant="quiet" icon="cross" onPress={onClose}>{t("ui.close")}</Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
