/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
export const scoreReasons = {
  "score-input-missing": { message: "{input} is not recorded.", remedy: "Record it; a score is given only from a complete set." },
  "score-input-too-old": { message: "{input} was recorded {age} {ageUnit} ago; it counts for {limit} {limitUnit}.", remedy: "Measure and record it again." },
  "score-input-marked": { message: "{input}: the newest value is implausible or the signal is lost.", remedy: "Look at the participant, restore the sensor, or measure by hand." },
  "score-input-implausible": { message: "{input} of {value} {unit} cannot be scored.", remedy: "Measure again and correct the entry." },
  "news2-sedation-recorded": { message: "A sedation score is recorded in place of ACVPU; NEWS2 needs ACVPU.", remedy: "Assess consciousness by ACVPU." },
  "news2-age-unknown": { message: "The age is unknown; NEWS2 is not for persons under 16.", remedy: "Record the year of birth." },
  "news2-under-16": { message: "The participant is, or may be, under 16 (age at least {age}); NEWS2 is not for children.", remedy: "Use the site's score for children." },
  "news2-pregnant": { message: "The participant is pregnant; NEWS2 is not for pregnancy.", remedy: "Use the site's score for pregnancy." },
  "news2-pregnancy-not-recorded": { message: "Whether the participant is pregnant is not recorded; NEWS2 does not hold in pregnancy.", remedy: "Record it." },
  "news2-ventilation-unknown": { message: "Whether the participant is ventilated is unknown.", remedy: "Record the oxygen device." },
  "news2-ventilated": { message: "The participant is ventilated; NEWS2 is not for ventilated persons.", remedy: "Use the assessment of the intensive care unit." },
  "news2-scale-without-prescriber": { message: "SpO2 scale 2 is set without a named prescriber.", remedy: "Record who prescribed scale 2, or go back to scale 1." },
  "news2-age-limit-missing": { message: "The protocol sets no age of a value after which it no longer counts.", remedy: "Set the limit baseline-age-maximum in the protocol." },
} as const;
