/** Home, and the first steps of a newcomer. */
export const home = {
  "home.title": "Good day, {name}",
  "home.infusions": "Open infusions",
  "home.no-infusions": "No infusion is open.",
  "home.planned": "Planned {at}",
  "home.open-of": "Open bedside of {number}",
  "first-steps.title": "First steps",
  "first-steps.done": "Done",
  "first-steps.limits": "Confirm the limits",
  "first-steps.limits-text": "Every limit is the site's to confirm before its first infusion. Look at each number and its source.",
  "first-steps.infusion": "Open today's infusion",
  "first-steps.infusion-text": "A participant of the example study is ready for the infusion day.",
  "first-steps.people": "Act as the example nurse",
  "first-steps.people-text": "Two nurses, a physician and cell processing share the day. Two identity checks need two people.",
} as const;
