/** Whole numbers for what a state holds beside its counts: which dose levels are closed, and its phase. */

const bitsAWord = 25;

export class StateWords {
  /** Of the last `pack`: bits of the first 25 dose levels, and of those above. */
  low = 0;
  high = 0;
  private readonly doses: number;
  private readonly phases: string[] = [];
  private readonly phaseNumbers = new Map<string, number>();
  private lastPhase = 0;
  private readonly lists = new Map<number, readonly boolean[]>();
  /** The list that was given out last, and its words. */
  private last: readonly boolean[] | null = null;
  private lastLow = 0;
  private lastHigh = 0;

  constructor(doses: number) {
    this.doses = doses;
  }

  /** Sets `low` and `high`. */
  pack(closed: readonly boolean[]): void {
    if (closed === this.last) {
      this.low = this.lastLow;
      this.high = this.lastHigh;
      return;
    }
    let low = 0;
    let high = 0;
    for (let at = 0; at < this.doses; at++) {
      if (closed[at] !== true) continue;
      if (at < bitsAWord) low |= 1 << at;
      else high |= 1 << (at - bitsAWord);
    }
    this.low = low;
    this.high = high;
  }

  /** The list of two words: the same one each time, as thousands of states share a few. */
  closed(low: number, high: number): readonly boolean[] {
    if (this.last !== null && low === this.lastLow && high === this.lastHigh) return this.last;
    const key = high * 2 ** bitsAWord + low;
    let list = this.lists.get(key);
    if (list === undefined) {
      list = Array.from({ length: this.doses }, (_, at) => ((at < bitsAWord ? low >> at : high >> (at - bitsAWord)) & 1) === 1);
      this.lists.set(key, list);
    }
    this.last = list;
    this.lastLow = low;
    this.lastHigh = high;
    return list;
  }

  phaseNumber(phase: string): number {
    if (this.phases[this.lastPhase] === phase) return this.lastPhase;
    let known = this.phaseNumbers.get(phase);
    if (known === undefined) this.phaseNumbers.set(phase, (known = this.phases.push(phase) - 1));
    return (this.lastPhase = known);
  }

  phase(number: number): string {
    return this.phases[number] ?? "";
  }
}
