/** The YAML form of a protocol. A document with `extends` gives only what differs from its ruleset. */
import { Type, type Static } from "typebox";
import { limitDefinitions } from "./limit-definitions.ts";
import { limitIds, weightBases, type LimitId } from "./protocol.ts";
import { checklistSchema, consentSchema, eligibilitySchema, itemsSchema, observationSchema, pathwaysSchema, rechallengeSchema, releaseSchema } from "./schema-care.ts";
import { infusionEventsSchema, monitoringSchema } from "./schema-monitoring.ts";
import { closed, id, list, loosens, sourced, sourceSchema, text, unit } from "./schema-parts.ts";

const limitSchema = (limitId: LimitId) => {
  const { title, unitLike, direction, note } = limitDefinitions[limitId];
  const stricter = direction === "maximum" ? "Smaller is stricter." : "Larger is stricter.";
  return Type.Optional(
    Type.Object(
      { value: Type.Number({ minimum: 0, description: "The number." }), unit: unit(unitLike), source: sourceSchema, loosens },
      { ...closed, title, description: [`${title}.`, stricter, note ?? ""].join(" ").trim() },
    ),
  );
};

const limitProperties = Object.fromEntries(limitIds.map((limitId) => [limitId, limitSchema(limitId)])) as Record<LimitId, ReturnType<typeof limitSchema>>;

const doseSchema = Type.Object(
  {
    basis: Type.Enum([...weightBases], { description: "Which body weight the dose counts on." }),
    predictedWeightFormula: Type.Optional(Type.Union([text("Name of the formula."), Type.Null()], { description: "Formula of the predicted body weight; needed where the basis is predicted." })),
    levels: list(
      Type.Object(
        {
          level: Type.Integer({ minimum: 1, description: "1, 2, 3 …" }),
          label: text("Label shown."),
          quantity: sourced("Cells per kilogram.", "10*6{cells}/kg"),
          participants: Type.Integer({ minimum: 0, description: "Planned participants; 0 where none is named." }),
        },
        { ...closed, title: "Dose level" },
      ),
      "Dose levels in ascending order.",
    ),
  },
  { ...closed, title: "Dose", description: "Dose levels and the body weight that they count on." },
);

export const protocolDocumentSchema = Type.Object(
  {
    format: Type.Literal("stroma-protocol/1", { description: "The format of this document." }),
    id: id("Name of the protocol."),
    version: Type.String({ pattern: "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?$", maxLength: 60, description: "Three numbers with dots.", "x-semver": true }),
    kind: Type.Enum(["ruleset", "study"], { description: "A ruleset is built on; a study is run." }),
    title: text("Title."),
    summary: text("What it is, in a few sentences."),
    language: Type.String({ pattern: "^[a-z]{2,3}(-[A-Za-z0-9]+)*$", maxLength: 20, description: "Language of the texts, for example en." }),
    extends: Type.Optional(
      Type.Object({ id: id("Name of the ruleset."), version: Type.String({ minLength: 1, maxLength: 60, description: "Exact version of the ruleset." }) }, { ...closed, description: "The ruleset that this document builds on." }),
    ),
    sources: Type.Optional(Type.Record(Type.String(), sourceSchema, { description: "Named sources, for anchors: name: &name { … }, used as source: *name." })),
    setting: Type.Optional(Type.Enum(["inpatient", "outpatient"], { description: "An inpatient is handed over to the ward, an outpatient is discharged." })),
    dose: Type.Optional(doseSchema),
    limits: Type.Optional(Type.Object(limitProperties, { ...closed, title: "Limits", description: "Safety limits. A study may only tighten them, unless it gives a reason." })),
    consent: Type.Optional(consentSchema),
    eligibility: Type.Optional(eligibilitySchema),
    release: Type.Optional(releaseSchema),
    items: Type.Optional(itemsSchema),
    checklist: Type.Optional(checklistSchema),
    monitoring: Type.Optional(monitoringSchema),
    infusionEvents: Type.Optional(infusionEventsSchema),
    pathways: Type.Optional(pathwaysSchema),
    observation: Type.Optional(observationSchema),
    rechallenge: Type.Optional(rechallengeSchema),
  },
  { ...closed, title: "Stroma protocol", description: "A protocol document: a safe-administration ruleset, or a study that builds on one." },
);

/** The YAML form as plain data, once it has no fault of shape. */
export type ProtocolDocument = Static<typeof protocolDocumentSchema>;

/** What a document without `extends` must give itself, by section; the empty name is the document. */
export const requiredWithoutRuleset: Readonly<Record<string, readonly string[]>> = {
  "": ["setting", "dose", "limits", "consent", "eligibility", "release", "items", "checklist", "monitoring", "infusionEvents", "pathways", "observation", "rechallenge"],
  consent: ["version", "signers", "scopes", "risks"],
  monitoring: ["channels", "relativeRules", "trendRules", "schedule", "overdueAfter"],
  observation: ["criteria", "nextContact"],
};
