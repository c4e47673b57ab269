import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";

/** A link or token that is shown once and never again. */
export function SecretDialog({ title, hint, secret, onClose }: { readonly title: string; readonly hint: string; readonly secret: string; readonly onClose: () => void }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <Dialog title={title} isOpen onClose={onClose} isAlert>
      <Notice tone="warning"><strong>{t("secret.once")}</strong><span>{hint}</span></Notice>
      <Field label={title} value={secret} onChange={() => {}} isReadOnly lines={3} />
      <div className="row-end">
        <output>{copied === null ? "" : t(copied ? "secret.copied" : "secret.not-copied")}</output>
        <Button onPress={() => void copy()}>{t("secret.copy")}</Button>
        <Button variant="primary" onPress={onClose}>{t("secret.kept")}</Button>
      </div>
    </Dialog>
  );
}
