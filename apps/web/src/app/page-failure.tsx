import { t } from "../i18n/i18n.ts";
import { Page } from "../ui/page.tsx";
import { ErrorPanel } from "../ui/states.tsx";

/** Shown instead of a page that failed; the rest of the application goes on. */
export function PageFailure({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <Page title={t("shell.failure.title")}>
      <ErrorPanel error={error} onRetry={reset} />
    </Page>
  );
}
