import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { Button } from "./button.tsx";

/** A dialog over the page. Escape and the close button leave it; focus returns to where it was. */
export function Dialog({ title, isOpen, onClose, children, isWide = false, isAlert = false }: { readonly title: string; readonly isOpen: boolean; readonly onClose: () => void; readonly children: ReactNode; readonly isWide?: boolean; readonly isAlert?: boolean }) {
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={!isAlert}>
      <Modal className={isWide ? "dialog-box dialog-box-wide" : "dialog-box"}>
        <AriaDialog className="dialog" role={isAlert ? "alertdialog" : "dialog"}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>{title}</Heading>
            <Button variant="quiet" icon="cross" onPress={onClose}>{t("ui.close")}</Button>
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
