import { t } from "../i18n/i18n.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { Empty } from "../ui/states.tsx";

export function NotFoundPage() {
  return (
    <Page title={t("shell.not-found.title")}>
      <Empty icon="question" title={t("shell.not-found.text")}>
        <ButtonLink to="/" variant="primary" icon="home">{t("shell.nav.home")}</ButtonLink>
      </Empty>
    </Page>
  );
}
