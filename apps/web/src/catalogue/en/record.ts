/** The printable record of an infusion. */
export const record = {
  "record.title": "Infusion record",
} as const;
