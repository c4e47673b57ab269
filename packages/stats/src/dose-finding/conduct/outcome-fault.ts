/** Faults in recorded outcomes, all of them together. */
import { DesignRefusal } from "../core/design-refusal.ts";

export interface OutcomeFault {
  readonly code: string;
  /** `participants.4.dose`, or `outcomes` for the compact notation. */
  readonly path: string;
  /** Column in the compact notation, from 1; `null` for records. */
  readonly column: number | null;
  readonly message: string;
  readonly remedy: string;
}

/** Names the first fault as every refusal does, and has all of them in `faults`. */
export class OutcomeRefusal extends DesignRefusal {
  readonly faults: readonly OutcomeFault[];

  constructor(faults: readonly [OutcomeFault, ...OutcomeFault[]]) {
    const [first, ...more] = faults;
    super(first.code, first.path, first.message, more.length === 0 ? first.remedy : `${first.remedy} (And ${more.length} more fault${more.length === 1 ? "" : "s"}.)`);
    this.name = "OutcomeRefusal";
    this.faults = faults;
  }
}

/** Throws where there are faults. */
export function refuseFaults(faults: readonly OutcomeFault[]): void {
  const [first, ...more] = faults;
  if (first !== undefined) throw new OutcomeRefusal([first, ...more]);
}
