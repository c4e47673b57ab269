import type { Infusion } from "../feed/use-infusion.ts";

/** Entry of a set of vital signs by hand, in a dialog. Mount it to open it; `onDone` closes. */
export function VitalSignEntry(_: { readonly infusion: Infusion; readonly onDone: () => void }) {
  return null;
}
