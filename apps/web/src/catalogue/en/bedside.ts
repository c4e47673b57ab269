/** The bedside: the infusion day on a tablet. */
export const bedside = {
  "bedside.title": "Bedside",
} as const;
