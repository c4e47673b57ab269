/** A method that the command line, R and Python can reach by name: its columns, its options and what it gives. */
import type { ColumnFields, GivenColumns } from "./columns.ts";
import { type GivenOptions, type OptionFields, type ReadOptions, readOptions } from "./option-fields.ts";
import { type RCode, type RCodeGiven, writeRScript } from "./r-script.ts";
import type { ResultForm } from "./result.ts";

export interface MethodDescription<Columns extends ColumnFields = ColumnFields, Options extends OptionFields = OptionFields, Result extends ResultForm = ResultForm> {
  /** Words with hyphens, as a command takes them: `mantel-haenszel`. */
  readonly name: string;
  /** The field it belongs to: `meta-analysis`. */
  readonly field: string;
  /** What it does, in a sentence. */
  readonly title: string;
  readonly columns: Columns;
  readonly options: Options;
  /** An input that works; a test runs it. */
  readonly example: { readonly columns: GivenColumns<Columns>; readonly options?: GivenOptions<Options> };
  /** The function itself; a generator where it may take long, whose return value is the result. */
  readonly compute: (columns: GivenColumns<Columns>, options?: GivenOptions<Options>) => Result | Generator<unknown, Result>;
  /** The same figures by R's own functions, for the columns and options that were given. */
  readonly inR?: (given: RCodeGiven<ReadOptions<Options>>) => RCode;
}

/** Any method, for lists of them: what it is given has been held against its columns and options by then. */
export interface AnyMethod {
  readonly name: string;
  readonly field: string;
  readonly title: string;
  readonly columns: ColumnFields;
  readonly options: OptionFields;
  readonly example: { readonly columns: object; readonly options?: object };
  readonly run: (columns: object, options: object) => ResultForm | Generator<unknown, ResultForm>;
  /** What it is in R, and the whole script; `null` where the method has none. */
  readonly rCode: ((columns: object, options: object) => RCode) | null;
  readonly rScript: ((columns: object, options: object, plot: boolean) => string) | null;
}

/** @example export const petoMethod = describeMethod({ name: "peto", columns: twoArmCounts, options: petoOptions, compute: poolPeto, … }) */
export function describeMethod<Columns extends ColumnFields, Options extends OptionFields, Result extends ResultForm>(method: MethodDescription<Columns, Options, Result>): AnyMethod {
  const { compute, inR, ...rest } = method;
  const { name, title, columns: fields, options: optionFields } = method;
  const codeOf = (inCode: NonNullable<typeof inR>) => (columns: object, options: object) => {
    const given = columns as Readonly<Record<string, unknown>>;
    const has = (column: string) => given[column] !== undefined && given[column] !== null;
    return inCode({ options: readOptions(optionFields, options as GivenOptions<Options>), has, columns: given });
  };
  const rCode = inR === undefined ? null : codeOf(inR);
  const rScript = rCode === null ? null : (columns: object, options: object, plot: boolean) => writeRScript({ title, method: name, fields, columns: columns as Readonly<Record<string, unknown>>, codes: [rCode(columns, options)], plot });
  // The function checks columns and options itself, as for any caller.
  return { ...rest, rCode, rScript, run: (columns, options) => compute(columns as GivenColumns<Columns>, options as GivenOptions<Options>) };
}
