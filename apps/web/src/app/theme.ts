/** Light, dark, dim for a darkened room, or what the tablet says. Kept on the tablet. */
export const themes = ["system", "light", "dark", "dim"] as const;
export type Theme = (typeof themes)[number];
const key = "stroma.theme";

export function readTheme(): Theme {
  const kept = localStorage.getItem(key);
  return themes.find((theme) => theme === kept) ?? "system";
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
