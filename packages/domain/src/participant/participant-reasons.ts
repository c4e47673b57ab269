/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
export const participantReasons = {
  "sex-unknown": { message: "The sex that the weight formula needs is unknown.", remedy: "Record the participant's sex." },
  "height-unknown": { message: "The height is unknown.", remedy: "Measure and record the height." },
  "height-implausible": {
    message: "A height of {value} {unit} is outside {low} to {high} {unit}, the range of the formula.",
    remedy: "Measure again and check the unit. Where the height is right, the formula does not apply: use the actual weight if the protocol allows it.",
  },
  "height-unit-unfit": { message: "{value} {unit} is not a height.", remedy: "Record the height in centimetres." },
  "weight-formula-unknown": { message: 'The formula for predicted body weight "{formula}" is not known.', remedy: "Correct the protocol: name one of {known}." },
  "weight-missing": { message: "The weight is unknown.", remedy: "Weigh the participant and record the weight." },
  "weight-unit-unfit": { message: "{value} {unit} is not a weight.", remedy: "Record the weight in kilograms." },
  "weight-range-not-set": { message: "The protocol sets no plausible range for the weight, so {value} {unit} cannot be judged.", remedy: "Add the limits {limitId} to the protocol." },
  "weight-implausible": { message: "A weight of {value} {unit} is outside the plausible range; the limit is {limit} {limitUnit}.", remedy: "Weigh again and check the unit." },
  "weight-plausible": { message: "The weight of {value} {unit} is plausible.", remedy: "Nothing to do." },
  "weight-change-unconfirmed": {
    message: "The weight of {value} {unit} differs from the last one, {previous} {previousUnit}, by {change} {changeUnit}; the tolerance is {limit} {limitUnit}.",
    remedy: "Weigh again. If the weight is right, confirm it with a reason.",
  },
  "weight-change-unknown": {
    message: "The weight of {value} {unit} cannot be compared with an earlier one: earlier weight {previous} {previousUnit}, tolerance {limit} {limitUnit}.",
    remedy: "Check the weight and confirm it with a reason.",
  },
  "weight-change-within": { message: "The weight of {value} {unit} differs from the last one by {change} {changeUnit}, within the tolerance of {limit} {limitUnit}.", remedy: "Nothing to do." },
  "weight-confirmed": { message: "The weight of {value} {unit} was confirmed.", remedy: "Nothing to do." },
} as const;
