export const lots = {
  "lots.title": "lots",
} as const;
