import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function HomePage() {
  return <Page title={t("home.title")}>{null}</Page>;
}
