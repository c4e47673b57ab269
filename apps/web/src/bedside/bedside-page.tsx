import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function BedsidePage() {
  return <Page title={t("bedside.title")}>{null}</Page>;
}
