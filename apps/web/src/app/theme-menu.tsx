import { useState } from "react";
import { t } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { IconName } from "../ui/icon.tsx";
import { applyTheme, readTheme, themes, type Theme } from "./theme.ts";

const icons: Readonly<Record<Theme, IconName>> = { system: "auto", light: "sun", dark: "moon", dim: "dim" };

/** Goes round the appearances; its name says which one stands and which comes next. */
export function ThemeMenu() {
  const [theme, setTheme] = useState(readTheme);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  const change = () => {
    applyTheme(next);
    setTheme(next);
  };
  return <Button variant="quiet" icon={icons[theme]} aria-label={t("shell.theme", { theme: t(`theme.${theme}`), next: t(`theme.${next}`) })} onPress={change} />;
}
