import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";

export function WelcomePage() {
  return <Page title={t("sign-in.title")}>{null}</Page>;
}
