/** Texts of the reasons about bags and their clocks. */
export const bagReasons = {
  "bag-action-refused": { message: "A bag that is {state} cannot take the step “{action}”.", remedy: "Allowed now: {allowedActions}. If it happened all the same, record it as a fact and report the deviation." },
  "bag-action-allowed": { message: "A bag that is {state} may take the step “{action}” and is {to} afterwards.", remedy: "Nothing to do." },
  "bag-not-of-lot": { message: "Bag {bag} belongs to another lot than {lot}.", remedy: "Fetch the right bag." },
  "bag-state-unusable": { message: "Bag {bag} is {state} and must not be given.", remedy: "Quarantine or destroy the bag as its state asks, and use another." },
  "bag-state-usable": { message: "Bag {bag} is {state}.", remedy: "Nothing to do." },
  "bag-not-reserved-here": { message: "Bag {bag} is not reserved for this infusion.", remedy: "Reserve the bag for this infusion, or use the bag that is." },
  "bag-reserved-here": { message: "Bag {bag} is reserved for this infusion.", remedy: "Nothing to do." },
  "lot-not-released": { message: "Lot {lot} is not released (state: {release}).", remedy: "Wait for the release by quality; a rejected or withdrawn lot must not be used." },
  "lot-released": { message: "Lot {lot} is released ({release}).", remedy: "Nothing to do." },
  "lot-expiry-unknown": { message: "Lot {lot}: the expiry is unknown.", remedy: "Record the expiry of the lot." },
  "lot-expired": { message: "Lot {lot} expired at {expiresAt}.", remedy: "Use a lot that is in date." },
  "lot-in-date": { message: "Lot {lot} is in date until {expiresAt}.", remedy: "Nothing to do." },
  "thaw-not-recorded": { message: "Bag {bag}: no time of thawing is recorded.", remedy: "Record when the bag was thawed." },
  "thaw-in-future": { message: "Bag {bag}: the recorded time of thawing, {thawedAt}, is later than now, {now}.", remedy: "Check the clocks and correct the time of thawing." },
} as const;
