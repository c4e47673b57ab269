/** The dose range is locked, for instance by a safety board. */
import { type Behaviour, wrapDesign } from "../core/behaviour.ts";
import { DesignRefusal, requireWhole } from "../core/design-refusal.ts";
import { requireOptions } from "../core/require-options.ts";

export interface LockDosesOptions {
  /** 1 where left out. */
  readonly lowest?: number;
  /** The highest dose level of the design where left out. */
  readonly highest?: number;
}

/**
 * Only dose levels from `lowest` to `highest` are given and recommended. Levels above are closed from the start. When the
 * design wants a level below `lowest` the trial stops: a higher dose than the design wants is not given in its place.
 *
 * Throws DesignRefusal (when it wraps) for levels that do not exist, lowest above highest, or a first cohort outside.
 *
 * @example lockDoses({ highest: 3 })(design)
 */
export function lockDoses(options: LockDosesOptions): Behaviour {
  requireOptions(options, ["lowest", "highest"]);
  return (design) => {
    const lowest = requireWhole("lowest", options.lowest ?? 1, 1, design.doses);
    const highest = requireWhole("highest", options.highest ?? design.doses, lowest, design.doses);
    const { next: first } = design.first;
    if (first.kind === "treat" && (first.dose < lowest || first.dose > highest)) throw new DesignRefusal("start-outside", "lowest", `The first cohort is at dose level ${first.dose}, outside of ${lowest} to ${highest}.`, "Set the start dose inside of the range first.");
    const above = design.start.closed.map((closed, at) => closed || at >= highest);
    const locked = { ...design, start: { ...design.start, closed: above } };
    const words = `Only dose levels ${lowest} to ${highest} are given.`;
    return wrapDesign(
      locked,
      words,
      ({ next }) => {
        if (next.kind !== "treat" || next.dose >= lowest) return null;
        return { next: { kind: "stop", why: "no-dose-left" }, reason: { rule: "locked-range", message: `Dose level ${next.dose} is wanted, below the locked range from ${lowest}.`, numbers: { wanted: next.dose, lowest, highest } } };
      },
      {
        recommend: (inner) => {
          if (inner.kind === "none") return inner;
          const dose = inner.kind === "dose" ? inner.dose : inner.maximumAdministeredDose;
          const rule = highest < design.doses ? `${inner.rule}; dose levels above ${highest} were locked, not found too much` : inner.rule;
          return dose < lowest ? { kind: "none", why: `Dose level ${dose} lies below the locked range from ${lowest}.`, rule } : { ...inner, rule };
        },
      },
    );
  };
}
