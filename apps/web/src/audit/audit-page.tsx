import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function AuditPage() {
  return <Page title={t("audit.title")}>{null}</Page>;
}
