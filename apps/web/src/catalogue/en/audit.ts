export const audit = {
  "audit.title": "audit",
} as const;
