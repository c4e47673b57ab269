import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function PeoplePage() {
  return <Page title={t("settings.title")}>{null}</Page>;
}
