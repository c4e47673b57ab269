import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function StudiesPage() {
  return <Page title={t("studies.title")}>{null}</Page>;
}
