/** A stopping boundary, calibrated exactly, and what it says about the participants seen so far. */
import { type BoundaryFamily, DesignRefusal, assessEvents, boundaryCharacteristics, boundaryRows, boundarySvg, stoppingBoundary } from "@stroma/stats";
import type { BoundaryAnswer, BoundaryRequest, FamilyName } from "./messages.ts";

const families: Readonly<Record<FamilyName, BoundaryFamily>> = {
  pocock: { kind: "pocock" },
  "obrien-fleming": { kind: "obrien-fleming" },
  posterior: { kind: "posterior", prior: { a: 1, b: 1 } },
  "maximised-sprt": { kind: "maximised-sprt" },
};

export function readBoundary({ id, family, lastN, every, acceptable, alpha, seen }: BoundaryRequest): BoundaryAnswer {
  const letters = Array.from(seen.toUpperCase().replaceAll(/\s/gu, ""));
  const unknown = letters.find((letter) => letter !== "N" && letter !== "T");
  if (unknown !== undefined) throw new DesignRefusal("unknown-letter", "seen", `"${unknown}" is not known.`, "Give N (no event) or T (event) for each participant with known outcome.");
  const looks = Array.from({ length: Math.floor(lastN / every) }, (_, at) => (at + 1) * every);
  if (looks.at(-1) !== lastN) looks.push(lastN);
  const boundary = stoppingBoundary({ looks, nullProbability: acceptable, family: families[family], calibrate: { alpha } });
  const course = letters.map((_, at) => ({ n: at + 1, events: letters.slice(0, at + 1).filter((letter) => letter === "T").length }));
  const last = course.at(-1) ?? { n: 0, events: 0 };
  const { verdict, reason, nextHold } = assessEvents(boundary, last.n, last.events);
  // A hold is not undone by outcomes that come after it.
  const held = course.find(({ n, events }) => assessEvents(boundary, n, events).verdict === "hold");
  const rates = [...new Set([0.5, 1, 1.5, 2, 3].map((times) => Math.round(acceptable * times * 10_000) / 10_000))].filter((rate) => rate < 1);
  return {
    topic: "boundary",
    id,
    verdict: held === undefined ? verdict : "hold",
    sentence: held === undefined ? sayBoundary(reason.message, nextHold, last.n) : `Hold: the boundary was reached with ${held.events} of ${held.n}.${held.n === last.n ? "" : ` Now ${last.events} of ${last.n}; a hold stays until the board lifts it.`}`,
    name: boundary.name,
    variant: `${boundary.variant} ${boundary.calibration} Exact error with a true rate of ${acceptable}: ${boundary.attainedError.toPrecision(4)}.`,
    rows: boundaryRows(boundary).map((row) => row.sentence),
    characteristics: rates.map((rate) => {
      const { stop, expectedN } = boundaryCharacteristics(boundary, rate);
      return [rate, stop, expectedN] as const;
    }),
    picture: boundarySvg(boundary, course, { title: "Stopping boundary and what was seen", id: "boundary-picture" }),
  };
}

function sayBoundary(message: string, nextHold: { readonly events: number; readonly participants: number } | null, n: number): string {
  const more = nextHold === null ? "No further events can hold it at the looks that are left." : `The nearest hold: ${nextHold.events} more ${nextHold.events === 1 ? "event" : "events"} among the next ${nextHold.participants}.`;
  return `${n === 0 ? "Nobody has a known outcome yet." : message} ${more}`;
}
