/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
export const vitalSignReasons = {
  "vital-sign-out-of-band": {
    message: "{channel} {value} {unit} is in a {severity} range ({from} to {to} {unit}).",
    remedy: "Look at the participant; measure again; act as the protocol says.",
  },
  "vital-sign-changed-from-baseline": {
    message: "{channel} {value} {unit} has changed from the baseline {baseline} {unit} by {change} {changeUnit} or more.",
    remedy: "Look at the participant; measure again; act as the protocol says.",
  },
  "vital-sign-trend": {
    message: "{channel} went from {reference} to {value} {unit} within {within} {withinUnit} (limit of change {change} {changeUnit}).",
    remedy: "Look at the participant; measure again; act as the protocol says.",
  },
  "signal-lost-or-arrest": {
    message: "{channel}: signal lost or arrest. Look at the participant.",
    remedy: "Look at the participant first. Then restore the sensor, or record what was found.",
  },
  "vital-sign-stale": {
    message: "{channel}: no valid value for more than {limit} {limitUnit}.",
    remedy: "Check the sensor and the connection, or measure by hand.",
  },
  "vital-sign-overdue": {
    message: "Vital signs due at {dueAt} are overdue; still missing: {missing}.",
    remedy: "Measure and record the missing vital signs now.",
  },
  "baseline-channel-missing": {
    message: "{channel}: no plausible baseline value not older than {limit} {limitUnit}.",
    remedy: "Measure and record it before the start.",
  },
  "baseline-age-limit-missing": {
    message: "{channel}: the protocol sets no highest age of a baseline, so no value counts as one.",
    remedy: "Set the limit in the protocol.",
  },
  "relative-rule-without-baseline": {
    message: "{channel}: the change from the baseline cannot be assessed, because there is no baseline value.",
    remedy: "Watch the absolute limits; the baseline cannot be made up for after the start.",
  },
  "relative-rule-not-computable": {
    message: "{channel}: the change from the baseline cannot be assessed, because the rule's unit {changeUnit} does not fit {unit}.",
    remedy: "Correct the rule in the protocol.",
  },
  "trend-without-values": {
    message: "{channel}: the trend cannot be assessed, because fewer than two plausible values lie in the last {within} {withinUnit}.",
    remedy: "Measure again, or restore the sensor.",
  },
  "trend-rule-not-computable": {
    message: "{channel}: the trend cannot be assessed, because the rule's unit {changeUnit} does not fit {unit}.",
    remedy: "Correct the rule in the protocol.",
  },
} as const;
