/** Texts of the alarms that come from clocks and pathway steps. */
export const alarmReasons = {
  "thaw-clock-passed": { message: "Bag {bag} was thawed at {thawedAt}; {limit} {limitUnit} have passed and it has not ended.", remedy: "Ask the investigator whether to stop the bag." },
  "pathway-step-overdue": { message: "{pathway}: “{step}” was due at {dueAt}.", remedy: "Do the step now, or record that it does not apply." },
} as const;
