/** Pieces of the YAML form that many sections use. */
import { Type } from "typebox";
import { channels } from "./protocol.ts";

export const closed = { additionalProperties: false } as const;

/** Text that is not blank. */
export const text = (description: string) => Type.String({ pattern: "\\S", maxLength: 4000, description });

export const id = (description: string) =>
  Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 80, description: `${description} Lower case letters, digits and hyphens.` });

export const list = <T extends Parameters<typeof Type.Array>[0]>(items: T, description: string) => Type.Array(items, { description });

/** `like`: units of the same dimension fit; an empty list lets every known unit fit. */
export const unit = (...like: string[]) =>
  Type.String({ description: like.length === 0 ? "A UCUM unit." : `A UCUM unit that measures the same as ${like.join(" or ")}.`, "x-unit-like": like });

export const sourceSchema = Type.Object(
  {
    citation: text("Where the number or rule was seen: a registry number, a DOI with table or section, a label; or who decided it."),
    status: Type.Enum(["verified", "computed", "recalled", "local-decision"], {
      description: "verified: seen in the cited source. computed: from verified figures. recalled: from memory, cannot be confirmed as it is. local-decision: decided by the site.",
    }),
  },
  { ...closed, title: "Source", description: "Where it comes from and how sure that is." },
);

export const loosens = Type.Optional(text("Why this is less strict than the ruleset. Without it a study may only be stricter."));

/** A number with its unit and source. */
export const sourced = (description: string, ...like: string[]) =>
  Type.Object({ value: Type.Number({ description: "The number." }), unit: unit(...like), source: sourceSchema }, { ...closed, title: "Sourced quantity", description });

export const channelName = Type.Enum([...channels], { description: "A vital-sign channel." });
export const severity = (description: string) => Type.Enum(["critical", "warning"], { description });
