export const participants = {
  "participants.title": "participants",
} as const;
