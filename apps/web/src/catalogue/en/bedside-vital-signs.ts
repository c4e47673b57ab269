/** Vital signs at the bedside: tiles, entry by hand, chart. */
export const bedsideVitalSigns = {
  "vital-signs.title": "Vital signs",
} as const;
