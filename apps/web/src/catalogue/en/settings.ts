export const settings = {
  "settings.title": "settings",
} as const;
