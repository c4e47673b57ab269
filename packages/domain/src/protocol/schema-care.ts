/** The sections about people: consent, eligibility, release, checklist, pathways, observation, rechallenge. */
import { Type } from "typebox";
import { roles } from "../terminology/role.ts";
import { consentSigners, itemKinds, pathwayIds, phaseIds } from "./protocol.ts";
import { channelName, closed, id, list, loosens, sourced, sourceSchema, text, unit } from "./schema-parts.ts";

const role = Type.Enum([...roles], { description: "A role." });

export const consentSchema = Type.Object(
  {
    version: Type.Optional(text("Version of the consent text now in force.")),
    signers: Type.Optional(Type.Array(Type.Enum([...consentSigners]), { minItems: 1, description: "Who may sign." })),
    scopes: Type.Optional(
      list(Type.Object({ id: id("Name of the scope."), title: text("What is agreed to."), required: Type.Boolean({ description: "Without it there is no infusion." }) }, closed), "What is agreed to, one by one."),
    ),
    risks: Type.Optional(list(Type.Object({ id: id("Name of the risk."), text: text("What the participant is told."), source: sourceSchema }, closed), "Risks told to the participant.")),
  },
  { ...closed, title: "Consent", description: "What is explained, and who signs." },
);

export const eligibilitySchema = list(
  Type.Object({ id: id("Name of the criterion."), kind: Type.Enum(["inclusion", "exclusion"], { description: "Kind." }), text: text("The criterion."), source: sourceSchema }, { ...closed, title: "Eligibility criterion" }),
  "Inclusion and exclusion criteria.",
);

export const releaseSchema = list(
  Type.Object(
    {
      id: id("Name of the test."),
      title: text("Title shown."),
      kind: Type.Enum(["number", "qualitative"], { description: "number: comparator and limit. qualitative: expected." }),
      comparator: Type.Optional(Type.Enum([">=", "<=", "<", ">"], { description: "How the result compares with the limit." })),
      limit: Type.Optional(Type.Object({ value: Type.Number({ description: "The limit." }), unit: unit() }, { ...closed, description: "The limit with its unit." })),
      expected: Type.Optional(text("The result that passes.")),
      required: Type.Boolean({ description: "A lot is not released without it." }),
      interim: Type.Optional(text("The interim test that allows a conditional release while this result is awaited.")),
      source: sourceSchema,
      loosens,
    },
    { ...closed, title: "Release test" },
  ),
  "Tests that a lot has to pass.",
);

export const itemsSchema = list(
  Type.Object(
    {
      id: id("Name of the item."),
      text: text("What is asked."),
      kind: Type.Enum([...itemKinds], { description: "confirm: yes. scan: a barcode. value: a number. choice: one of the options." }),
      unit: Type.Optional(unit()),
      range: Type.Optional(
        Type.Object({ low: Type.Optional(Type.Number({ description: "Lowest accepted." })), high: Type.Optional(Type.Number({ description: "Highest accepted." })) }, { ...closed, description: "Accepted values." }),
      ),
      options: Type.Optional(
        list(Type.Object({ code: id("Code stored."), title: text("Title shown."), acceptable: Type.Boolean({ description: "May the day go on with this answer?" }) }, closed), "Options of a choice."),
      ),
      scans: Type.Optional(Type.Enum(["wristband", "bag"], { description: "What is scanned." })),
      required: Type.Boolean({ description: "The phase is not complete without it." }),
      overrideBy: Type.Optional(list(role, "Roles that may override it with a reason; none when left out.")),
      topic: Type.Enum(["identity", "staff", "emergency-equipment", "product", "participant", "line", "explanation", "general"], { description: "What it is about." }),
      source: sourceSchema,
      loosens,
    },
    { ...closed, title: "Checklist item" },
  ),
  "Every item is defined once here; phases name it by id.",
);

export const checklistSchema = list(
  Type.Object({ id: Type.Enum([...phaseIds], { description: "The phase." }), title: text("Title shown."), items: list(id("Name of an item."), "Items asked in this phase, in order."), loosens }, { ...closed, title: "Phase" }),
  "Phases of the day; a phase replaces the ruleset's phase of the same id.",
);

const stepSchema = Type.Object(
  {
    id: id("Name of the step."),
    text: text("What is done."),
    who: Type.Array(role, { minItems: 1, description: "Who may do it." }),
    due: Type.Optional(sourced("Time after opening by which it is due.", "min")),
    repeat: Type.Optional(sourced("It is due again at this interval.", "min")),
    source: sourceSchema,
  },
  { ...closed, title: "Step" },
);

export const pathwaysSchema = list(
  Type.Object(
    {
      id: Type.Enum([...pathwayIds], { description: "The complication." }),
      title: text("Title shown."),
      recognition: list(text("A sign."), "How it shows."),
      stopFirst: Type.Boolean({ description: "The infusion is stopped before anything else." }),
      quarantineBag: Type.Boolean({ description: "Bag and line are kept and quarantined." }),
      notify: list(text("Someone."), "Who is told."),
      steps: list(stepSchema, "Steps in order."),
      loosens,
    },
    { ...closed, title: "Pathway" },
  ),
  "What is done when a complication occurs.",
);

const criterionSchema = Type.Union(
  [
    Type.Object({ id: id("Name."), kind: Type.Literal("relative"), channel: channelName, tolerance: sourced("Largest difference from the baseline.", "%"), loosens }, closed),
    Type.Object(
      {
        id: id("Name."),
        kind: Type.Literal("absolute"),
        channel: channelName,
        low: Type.Optional(Type.Number({ description: "Lowest accepted, in the channel's unit." })),
        high: Type.Optional(Type.Number({ description: "Highest accepted, in the channel's unit." })),
        onRoomAirOnly: Type.Optional(Type.Boolean({ description: "Counts only without oxygen." })),
        source: sourceSchema,
        loosens,
      },
      closed,
    ),
    Type.Object({ id: id("Name."), kind: Type.Literal("item"), item: id("Name of a checklist item."), source: sourceSchema, loosens }, closed),
  ],
  { title: "Discharge criterion" },
);

export const observationSchema = Type.Object(
  {
    criteria: Type.Optional(list(criterionSchema, "Conditions for discharge or hand-over.")),
    nextContact: Type.Optional(Type.Object({ after: sourced("Time after discharge.", "d"), text: text("What the contact is.") }, { ...closed, description: "The next contact." })),
  },
  { ...closed, title: "Observation", description: "Observation and discharge." },
);

export const rechallengeSchema = list(
  Type.Object(
    { id: id("Name of the rule."), text: text("The rule."), pathways: list(Type.Enum([...pathwayIds]), "Pathways after which it holds."), source: sourceSchema, loosens },
    { ...closed, title: "Rechallenge rule" },
  ),
  "Complications after which the participant gets no further infusion.",
);
