export const studies = {
  "studies.title": "studies",
} as const;
