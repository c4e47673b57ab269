/** Edition TITEgBOIN-0.4.0 against the package: 400 states drawn at random, decided by its next_TITE_QuasiBOIN, run from its source file. */
import { expect, test } from "vitest";
import reference from "../../../../../validation/dose-finding/late-titegboin.json" with { type: "json" };
import { titeBoin } from "../../../src/dose-finding/late-onset/tite-boin.ts";
import { checkFigure } from "../../check-figure.ts";

test("the next dose level, waiting and both stops are those of the package", () => {
  expect(reference.decisions).toHaveLength(400);
  reference.decisions.forEach((one, row) => {
    const doses = one.n.length;
    const design = titeBoin({ doses, target: one.target, cohortSize: 3, cohorts: 60, edition: "TITEgBOIN-0.4.0", mostPending: one.mostPending, ...(one.extraSafe && { extraSafe: true }), ...(one.nEarlyStop < 100 && { nEarlyStop: one.nEarlyStop }) });
    const pending = one.followed.flatMap((parts, at) => parts.map((followed) => ({ dose: at + 1, followed })));
    const { next } = design.decide({ ...design.start, n: one.n.map((n, at) => n - (one.pending[at] ?? 0)), events: one.events, dose: one.dose, pending });
    const decision = next.kind === "treat" ? String(next.dose) : next.kind === "wait" ? "wait" : next.why;
    checkFigure({ method: "TITE-BOIN as TITEgBOIN: decision", source: reference.source }, `${row}: ${decision} for ${one.decision}`, decision === one.decision ? 1 : 0, 1, 0);
  });
});
