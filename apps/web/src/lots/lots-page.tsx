import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function LotsPage() {
  return <Page title={t("lots.title")}>{null}</Page>;
}
