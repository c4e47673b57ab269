/** How a command ends. 0: done; 1: refused, or faults were found; 2: the call's words are off; 130: stopped by Ctrl-C, what was done is told. */
export type ExitCode = 0 | 1 | 2 | 130;

export interface Outcome {
  readonly exitCode: ExitCode;
  /** What `--json` prints: one JSON document. */
  readonly json: unknown;
  /** What a person reads. */
  readonly text: string;
}

/** A call that cannot be carried out: printed without a stack trace, with what to do. */
export class CommandRefusal extends Error {
  readonly code: string;
  readonly remedy: string;
  readonly exitCode: ExitCode;
  /** What `--json` tells beside code, message and remedy: every fault of a file, for example. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, remedy: string, exitCode: ExitCode = 1, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = "CommandRefusal";
    this.code = code;
    this.remedy = remedy;
    this.exitCode = exitCode;
    this.details = details;
  }
}
