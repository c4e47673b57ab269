/** The ward board: all infusions at a glance. */
export const wardBoard = {
  "ward-board.title": "Ward board",
} as const;
