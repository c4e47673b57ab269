/** The parts of the NLM's UCUM library that the reference test uses; the package ships no types. */
declare module "@lhncbc/ucum-lhc" {
  interface UcumLibrary {
    convertUnitTo(from: string, value: number, to: string): { readonly status: "succeeded" | "failed" | "error"; readonly toVal: number | null };
    validateUnitString(unit: string): { readonly status: string };
  }
  const ucum: { readonly UcumLhcUtils: { getInstance(): UcumLibrary } };
  export default ucum;
}
