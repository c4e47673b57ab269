/** Operation by operation: the schemas of path, query, body and answer. The server is checked against it; OpenAPI is made from it. */
import Type, { type TSchema } from "typebox";
import { Code, Id, InstantText, literals } from "./schemas/base.ts";
import type { OperationId } from "./operations.ts";
import * as infusions from "./schemas/infusions.ts";
import * as lots from "./schemas/lots.ts";
import * as participants from "./schemas/participants.ts";
import * as people from "./schemas/people.ts";
import * as records from "./schemas/records.ts";
import * as studies from "./schemas/studies.ts";

export interface OperationSchemas {
  readonly params: Readonly<Record<string, TSchema>>;
  readonly query: Readonly<Record<string, TSchema>>;
  readonly body: TSchema | null;
  /** `null`: no JSON (a stream, a CSV file). */
  readonly answer: TSchema | null;
}
const op = <const P extends Record<string, TSchema>, const Q extends Record<string, TSchema>, B extends TSchema | null, A extends TSchema | null>(params: P, body: B, answer: A, query: Q = {} as Q) => ({ params, query, body, answer });

const site = { siteId: Id };
const study = { ...site, studyId: Id };
const participant = { ...site, participantId: Id };
const lot = { ...site, lotId: Id };
const infusion = { ...site, infusionId: Id };
const E = records.EmptyBody;

export const contract = {
  readHealth: op({}, null, records.HealthBody),
  readOpenApi: op({}, null, Type.Record(Type.String(), Type.Unknown())),
  signIn: op({}, people.SignInBody, people.SessionBody),
  redeemLink: op({}, people.RedeemLinkBody, people.SessionBody),
  switchPerson: op({}, people.SwitchBody, people.SessionBody),
  listSwitchablePeople: op({}, null, people.SwitchablePeopleBody),
  lockTablet: op({}, E, people.SessionBody),
  signOut: op({}, E, E),
  actAsExample: op({}, people.ActAsExampleBody, people.SessionBody),
  readSession: op({}, null, people.SessionBody),
  changePassword: op({}, people.PasswordBody, people.SessionBody),
  changePin: op({}, people.PinBody, E),
  readDemoClock: op({}, null, people.ClockPart),
  setDemoClock: op({}, infusions.DemoClockBody, people.ClockPart),
  recordGatewayVitalSigns: op({}, infusions.GatewayBody, infusions.EventResultsBody),

  listPeople: op(site, null, people.PeopleBody),
  createPerson: op(site, people.CreatePersonBody, people.CreatedPersonBody),
  amendPerson: op({ ...site, personId: Id }, people.AmendPersonBody, Type.Object({ person: people.PersonRow }, { additionalProperties: false })),
  issueSignInLink: op({ ...site, personId: Id }, E, people.SignInLinkBody),
  listDevices: op(site, null, people.DevicesBody),
  createGateway: op(site, people.CreateDeviceBody, people.GatewayCreatedBody),
  enrolTablet: op(site, people.CreateDeviceBody, people.TabletEnrolledBody),
  revokeDevice: op({ ...site, deviceId: Id }, null, E),

  listStudies: op(site, null, studies.StudiesBody),
  createStudy: op(site, studies.CreateStudyBody, studies.StudyCreatedBody),
  readStudy: op(study, null, studies.StudyBody),
  confirmLimits: op(study, studies.ConfirmLimitsBody, Type.Object({ confirmation: studies.ConfirmationPart }, { additionalProperties: false })),
  setDoseLevel: op({ ...study, level: Type.String({ pattern: "^[1-9][0-9]?$" }) }, studies.SetDoseLevelBody, E),
  placeSafetyHold: op(study, studies.HoldBody, Type.Object({ hold: studies.HoldPart }, { additionalProperties: false })),
  liftSafetyHold: op({ ...study, holdId: Id }, studies.HoldBody, Type.Object({ hold: studies.HoldPart }, { additionalProperties: false })),

  listParticipants: op(study, null, participants.ParticipantsBody),
  createParticipant: op(study, participants.CreateParticipantBody, participants.ParticipantSavedBody),
  readParticipant: op(participant, null, participants.ParticipantBody),
  amendParticipant: op(participant, participants.AmendParticipantBody, participants.ParticipantSavedBody),
  recordEligibility: op(participant, participants.EligibilityBody, participants.ParticipantSavedBody),
  assignDose: op(participant, participants.AssignDoseBody, participants.ParticipantSavedBody),
  recordConsent: op(participant, participants.RecordConsentBody, participants.ConsentBody),
  withdrawConsent: op({ ...participant, consentId: Id }, participants.WithdrawBody, participants.ConsentBody),
  recordContact: op({ ...participant, contactId: Id }, participants.ContactResultBody, Type.Object({ contact: participants.ContactRow }, { additionalProperties: false })),

  listLots: op(study, null, lots.LotsBody),
  createLot: op(study, lots.CreateLotBody, lots.LotSavedBody),
  readLot: op(lot, null, lots.LotBody),
  recordTestResult: op(lot, lots.RecordResultBody, lots.LotSavedBody),
  releaseLot: op(lot, lots.ReleaseLotBody, lots.LotSavedBody),
  actOnBag: op({ ...site, bagId: Id }, lots.BagActionBody, lots.BagSavedBody),

  listInfusions: op(site, null, infusions.InfusionsBody),
  planInfusion: op(site, infusions.PlanInfusionBody, infusions.InfusionSavedBody),
  readInfusion: op(infusion, null, infusions.InfusionBody, { asOf: Type.Optional(InstantText), series: Type.Optional(literals(["columns"] as const)) }),
  reserveBags: op(infusion, infusions.ReserveBagsBody, infusions.InfusionSavedBody),
  recordEvents: op(infusion, infusions.RecordEventsBody, infusions.EventResultsBody),
  readStartDecision: op(infusion, null, Type.Object({ decision: infusions.CommandAcceptedBody.properties.decision }, { additionalProperties: false })),
  startInfusion: op(infusion, infusions.StartBody, infusions.CommandAcceptedBody),
  commandInfusion: op(infusion, infusions.CommandBody, infusions.CommandAcceptedBody),
  stopInfusion: op(infusion, infusions.StopBody, infusions.EventResultsBody),
  reviewDeviation: op({ ...infusion, deviationId: Id }, infusions.ReviewBody, E),
  readWardBoard: op(site, null, infusions.BoardBody),
  followSite: op(site, null, null),
  followInfusion: op(infusion, null, null, { after: Type.Optional(Type.String({ maxLength: 64, pattern: "^[0-9a-f-]+\\.[0-9]+$", description: "The `position` of an answer of readInfusion: what was told since is told again." })) }),

  listAuditEntries: op(site, null, records.AuditBody, { studyId: Type.Optional(Id), entityId: Type.Optional(Type.String({ maxLength: 64 })), before: Type.Optional(Type.String({ pattern: "^[0-9]+$" })), limit: Type.Optional(Type.String({ pattern: "^[0-9]{1,4}$" })) }),
  verifyAudit: op(site, null, records.VerificationBody),
  exportTable: op({ ...study, table: Code }, null, null),
} satisfies Record<OperationId, OperationSchemas>;
export type Contract = typeof contract;
