/** Numbers for what a decision leaves in a state beside the counts: closed dose levels, current one, phase, and a tag. */
import { RowIndex, grown } from "./row-index.ts";
import { StateWords } from "./state-words.ts";

/** What stands where in a row. */
const field = { low: 0, high: 1, dose: 2, phase: 3, tag: 4 } as const;
const width = 5;

export class StepIndex {
  private readonly words: StateWords;
  private readonly index = new RowIndex(width, 64);
  /** By number: the same with tag 0; -1 while nobody has asked. */
  private untaggedNumbers: Int32Array = new Int32Array(64).fill(-1);

  constructor(doses: number) {
    this.words = new StateWords(doses);
  }

  /** @param tag a whole number that tells equal states apart. */
  numberOf(closed: readonly boolean[], dose: number, phase: string, tag: number): number {
    const { index, words } = this;
    words.pack(closed);
    const row = index.room();
    const { rows } = index;
    rows[row + field.low] = words.low;
    rows[row + field.high] = words.high;
    rows[row + field.dose] = dose;
    rows[row + field.phase] = words.phaseNumber(phase);
    rows[row + field.tag] = tag;
    return index.keep();
  }

  /** The number of the same with tag 0. */
  untagged(number: number): number {
    while (number >= this.untaggedNumbers.length) this.untaggedNumbers = grown(this.untaggedNumbers, -1);
    const known = this.untaggedNumbers[number] as number;
    if (known >= 0) return known;
    const found = this.numberOf(this.closedAt(number), this.doseAt(number), this.phaseAt(number), 0);
    this.untaggedNumbers[number] = found;
    return found;
  }

  closedAt(number: number): readonly boolean[] {
    const { rows } = this.index;
    return this.words.closed(rows[number * width + field.low] as number, rows[number * width + field.high] as number);
  }

  doseAt(number: number): number {
    return this.index.rows[number * width + field.dose] as number;
  }

  phaseAt(number: number): string {
    return this.words.phase(this.index.rows[number * width + field.phase] as number);
  }

  tagAt(number: number): number {
    return this.index.rows[number * width + field.tag] as number;
  }
}
