/** The sections `monitoring` and `infusionEvents` of the YAML form. */
import { Type } from "typebox";
import { outcomes, oxygenDevices, rhythms, signs, vasoactiveDrugs } from "../infusion/infusion-event.ts";
import { channelName, closed, id, list, loosens, severity, sourced, sourceSchema, text, unit } from "./schema-parts.ts";

const channelSchema = Type.Object(
  {
    channel: channelName,
    title: text("Name shown at the bedside."),
    unit: unit(),
    plausible: Type.Object(
      { low: Type.Number({ description: "Lowest plausible value." }), high: Type.Number({ description: "Highest plausible value." }), source: sourceSchema },
      { ...closed, description: "Values outside are marked implausible and never shown as normal." },
    ),
    bands: list(
      Type.Object(
        {
          from: Type.Number({ description: "First value of the band." }),
          to: Type.Number({ description: "First value after the band; the last band includes it." }),
          severity: Type.Enum(["critical", "warning", "none"], { description: "What a value in this band raises." }),
          source: sourceSchema,
        },
        { ...closed, title: "Band" },
      ),
      "Bands that cover the plausible range without hole or overlap.",
    ),
    staleAfter: sourced("A device's channel without a value for this long is stale.", "s"),
    zeroMeansLost: Type.Boolean({ description: "Zero says: signal lost or arrest." }),
    corroboratedBy: Type.Optional(list(channelName, "Channels that clear a lost signal of this one when they are plausible and fresh.")),
    inBaseline: Type.Boolean({ description: "The baseline must hold this channel." }),
    loosens,
  },
  { ...closed, title: "Channel", description: "One measured channel with its plausible range and bands." },
);

const relativeRuleSchema = Type.Object(
  {
    id: id("Name of the rule."),
    channel: channelName,
    direction: Type.Enum(["rise", "fall", "either"], { description: "Which way the change counts." }),
    change: sourced("A share of the baseline in %, or a change in the channel's unit."),
    severity: severity("What the rule raises."),
    loosens,
  },
  { ...closed, title: "Change against the baseline" },
);

const trendRuleSchema = Type.Object(
  {
    id: id("Name of the rule."),
    channel: channelName,
    direction: Type.Enum(["rise", "fall"], { description: "Which way the change counts." }),
    change: sourced("How much, in the channel's unit."),
    within: sourced("In which time.", "min"),
    severity: severity("What the rule raises."),
    loosens,
  },
  { ...closed, title: "Change within a time" },
);

const scheduleSchema = Type.Object(
  {
    anchor: Type.Enum(["baseline", "start", "observation-start"], { description: "From when the times count." }),
    at: Type.Optional(list(sourced("Time after the anchor.", "min"), "Times at which vital signs are due.")),
    every: Type.Optional(sourced("Interval at which vital signs are due again.", "min")),
    channels: list(channelName, "What is measured."),
    loosens,
  },
  { ...closed, title: "Vital signs due" },
);

export const monitoringSchema = Type.Object(
  {
    channels: Type.Optional(list(channelSchema, "Channels; an entry replaces the ruleset's entry for the same channel.")),
    relativeRules: Type.Optional(list(relativeRuleSchema, "Alarms on a change against the participant's own baseline.")),
    trendRules: Type.Optional(list(trendRuleSchema, "Alarms on a change within a time.")),
    schedule: Type.Optional(list(scheduleSchema, "When vital signs are due; entries replace the ruleset's entries of the same anchor.")),
    overdueAfter: Type.Optional(
      Type.Object(
        { value: Type.Number({ minimum: 0, description: "The number." }), unit: unit("min"), source: sourceSchema, loosens },
        { ...closed, title: "Sourced quantity", description: "A due vital sign is overdue after this." },
      ),
    ),
  },
  { ...closed, title: "Monitoring", description: "Channels, alarm rules and schedule." },
);

const comparator = Type.Enum([">=", ">"], { description: "As printed in the source." });

const triggerSchema = Type.Union(
  [
    Type.Object(
      { kind: Type.Literal("vasopressor-increase"), drug: Type.Enum([...vasoactiveDrugs], { description: "The drug." }), comparator, increase: sourced("Increase of the rate.", "ug/min", "ug/kg/min", "U/min") },
      closed,
    ),
    Type.Object({ kind: Type.Literal("vasopressor-count"), count: Type.Integer({ minimum: 1, description: "Number of vasopressors at the same time." }), source: sourceSchema }, closed),
    Type.Object({ kind: Type.Literal("new-rhythm"), rhythms: list(Type.Enum([...rhythms]), "Rhythms."), source: sourceSchema }, closed),
    Type.Object({ kind: Type.Literal("cardioversion"), source: sourceSchema }, closed),
    Type.Object(
      {
        kind: Type.Literal("hypoxaemia"),
        fio2Increase: sourced("Absolute increase of the oxygen fraction.", "%"),
        peepIncrease: sourced("Increase of PEEP.", "cm[H2O]"),
        combine: Type.Enum(["and", "or"], { description: "Whether both or one of them is needed." }),
        fio2Comparator: comparator,
        targetSaturation: Type.Optional(
          Type.Object({ low: Type.Number({ description: "In %." }), high: Type.Number({ description: "In %." }), source: sourceSchema }, { ...closed, description: "Saturation that was to be held." }),
        ),
      },
      closed,
    ),
    Type.Object({ kind: Type.Literal("new-intubation"), from: list(Type.Enum([...oxygenDevices]), "Oxygen devices before."), source: sourceSchema }, closed),
    Type.Object({ kind: Type.Literal("sign"), signs: list(Type.Enum([...signs]), "Signs."), source: sourceSchema }, closed),
    Type.Object({ kind: Type.Literal("outcome"), outcomes: list(Type.Enum([...outcomes]), "Outcomes."), source: sourceSchema }, closed),
  ],
  { title: "Trigger", description: "What has to happen." },
);

export const infusionEventsSchema = list(
  Type.Object(
    {
      id: id("Name of the rule set."),
      title: text("Title shown."),
      edition: text("Edition of the publication."),
      standIn: Type.Boolean({ description: "True: it stands in for a definition that was not published, and every display says so." }),
      rules: list(
        Type.Object(
          { id: id("Name of the rule."), title: text("Title shown."), window: sourced("Time after the start of the infusion in which it counts.", "h"), trigger: triggerSchema },
          { ...closed, title: "Infusion-associated event" },
        ),
        "Rules.",
      ),
    },
    { ...closed, title: "Rule set of infusion-associated events" },
  ),
  "Published definitions of infusion-associated events.",
);
