/** Every operation: method, path, who may. Plain data, so that the browser can call by name without a validator. */
import type { Role } from "@stroma/domain";

export interface OperationAccess {
  /** `public`: anyone; `device`: an enrolled tablet's cookie is enough; `gateway`: a gateway token; `person`: signed in, any role; `roles`: one of these at the site. */
  readonly kind: "public" | "device" | "gateway" | "person" | "roles";
  readonly roles?: readonly Role[];
}
export interface OperationEntry {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly access: OperationAccess;
  readonly summary: string;
}

const anyRole = { kind: "person" } as const;
const only = (...roles: Role[]) => ({ kind: "roles", roles }) as const;
const bedside = only("nurse", "investigator");
const readers = only("administrator", "investigator", "nurse", "cell-processing", "coordinator", "auditor");
const S = "/api/v1/sites/{siteId}";

export const operations = {
  readHealth: { method: "GET", path: "/api/v1/health", access: { kind: "public" }, summary: "Is the server alive, which version, which time" },
  readOpenApi: { method: "GET", path: "/api/v1/openapi.json", access: { kind: "public" }, summary: "This contract as OpenAPI 3.1" },
  signIn: { method: "POST", path: "/api/v1/auth/sign-in", access: { kind: "public" }, summary: "Sign in with user name and password" },
  redeemLink: { method: "POST", path: "/api/v1/auth/one-time-link", access: { kind: "public" }, summary: "Sign in once with a link's token" },
  switchPerson: { method: "POST", path: "/api/v1/auth/switch", access: { kind: "device" }, summary: "Switch the person on an enrolled tablet by badge or PIN" },
  listSwitchablePeople: { method: "GET", path: "/api/v1/auth/people", access: { kind: "device" }, summary: "Who may switch in on this tablet" },
  lockTablet: { method: "POST", path: "/api/v1/auth/lock", access: { kind: "public" }, summary: "End the person's session, keep the tablet enrolled" },
  signOut: { method: "POST", path: "/api/v1/auth/sign-out", access: { kind: "public" }, summary: "End the session" },
  actAsExample: { method: "POST", path: "/api/v1/auth/act-as-example", access: anyRole, summary: "On example data: an administrator signs in as an example person" },
  readSession: { method: "GET", path: "/api/v1/auth/session", access: { kind: "public" }, summary: "Who is signed in here, with roles and sites" },
  changePassword: { method: "POST", path: "/api/v1/auth/password", access: anyRole, summary: "Set one's own password" },
  changePin: { method: "POST", path: "/api/v1/auth/pin", access: anyRole, summary: "Set one's own PIN" },
  readDemoClock: { method: "GET", path: "/api/v1/demo-clock", access: { kind: "public" }, summary: "Time and speed of the demonstration clock" },
  setDemoClock: { method: "POST", path: "/api/v1/demo-clock", access: { kind: "gateway" }, summary: "Set the demonstration clock's speed" },
  recordGatewayVitalSigns: { method: "POST", path: "/api/v1/gateway/vital-signs", access: { kind: "gateway" }, summary: "Vital signs from a bedside monitor" },

  listPeople: { method: "GET", path: `${S}/people`, access: only("administrator", "auditor"), summary: "People of the site" },
  createPerson: { method: "POST", path: `${S}/people`, access: only("administrator"), summary: "Add a person" },
  amendPerson: { method: "PUT", path: `${S}/people/{personId}`, access: only("administrator"), summary: "Change roles, delegations, badge, activity" },
  issueSignInLink: { method: "POST", path: `${S}/people/{personId}/sign-in-link`, access: only("administrator"), summary: "A one-time sign-in link for a person" },
  listDevices: { method: "GET", path: `${S}/devices`, access: only("administrator", "auditor"), summary: "Tablets and gateways" },
  createGateway: { method: "POST", path: `${S}/devices/gateways`, access: only("administrator"), summary: "Issue a gateway token; shown once" },
  enrolTablet: { method: "POST", path: `${S}/devices/tablets`, access: only("administrator", "nurse", "investigator", "cell-processing"), summary: "Enrol this browser as a tablet of the site" },
  revokeDevice: { method: "DELETE", path: `${S}/devices/{deviceId}`, access: only("administrator"), summary: "Revoke a tablet or gateway" },

  listStudies: { method: "GET", path: `${S}/studies`, access: anyRole, summary: "Studies of the site" },
  createStudy: { method: "POST", path: `${S}/studies`, access: only("administrator", "investigator"), summary: "Load a protocol document: a new study or a new version" },
  readStudy: { method: "GET", path: `${S}/studies/{studyId}`, access: anyRole, summary: "A study with its protocol, numbers, sources, confirmation, dose levels, holds" },
  confirmLimits: { method: "POST", path: `${S}/studies/{studyId}/limit-confirmation`, access: only("investigator", "administrator"), summary: "The site confirms the limits of a protocol version" },
  setDoseLevel: { method: "PUT", path: `${S}/studies/{studyId}/dose-levels/{level}`, access: only("investigator"), summary: "Open or close a dose level" },
  placeSafetyHold: { method: "POST", path: `${S}/studies/{studyId}/safety-holds`, access: only("investigator", "nurse", "coordinator"), summary: "Hold all new infusions of the study at the site" },
  liftSafetyHold: { method: "POST", path: `${S}/studies/{studyId}/safety-holds/{holdId}/lift`, access: only("investigator"), summary: "Lift a hold with a reason" },

  listParticipants: { method: "GET", path: `${S}/studies/{studyId}/participants`, access: readers, summary: "Participants of a study at the site" },
  createParticipant: { method: "POST", path: `${S}/studies/{studyId}/participants`, access: only("coordinator", "investigator", "nurse"), summary: "Enter a participant into screening" },
  readParticipant: { method: "GET", path: `${S}/participants/{participantId}`, access: readers, summary: "A participant with consents, eligibility, infusions, contacts" },
  amendParticipant: { method: "PUT", path: `${S}/participants/{participantId}`, access: only("coordinator", "investigator", "nurse"), summary: "Amend body data or wristband" },
  recordEligibility: { method: "PUT", path: `${S}/participants/{participantId}/eligibility`, access: only("investigator", "coordinator"), summary: "Answer the eligibility criteria" },
  assignDose: { method: "PUT", path: `${S}/participants/{participantId}/dose-assignment`, access: only("investigator"), summary: "Assign dose level and a slot in the cohort" },
  recordConsent: { method: "POST", path: `${S}/participants/{participantId}/consents`, access: only("investigator", "coordinator", "nurse"), summary: "Record a signed consent" },
  withdrawConsent: { method: "POST", path: `${S}/participants/{participantId}/consents/{consentId}/withdrawal`, access: only("investigator", "coordinator", "nurse"), summary: "Record a withdrawal" },
  recordContact: { method: "POST", path: `${S}/participants/{participantId}/contacts/{contactId}/result`, access: only("investigator", "coordinator", "nurse"), summary: "Result of a planned contact" },

  listLots: { method: "GET", path: `${S}/studies/{studyId}/lots`, access: readers, summary: "Lots of a study at the site" },
  createLot: { method: "POST", path: `${S}/studies/{studyId}/lots`, access: only("cell-processing"), summary: "Enter a lot with its bags" },
  readLot: { method: "GET", path: `${S}/lots/{lotId}`, access: readers, summary: "A lot with results, bags, release decision, recall and reconciliation" },
  recordTestResult: { method: "POST", path: `${S}/lots/{lotId}/results`, access: only("cell-processing"), summary: "Record a test result" },
  releaseLot: { method: "POST", path: `${S}/lots/{lotId}/release`, access: only("cell-processing"), summary: "Release finally or conditionally, reject or withdraw; signed by quality" },
  actOnBag: { method: "POST", path: `${S}/bags/{bagId}/actions`, access: only("cell-processing", "nurse", "investigator"), summary: "Thaw, issue, return, quarantine, destroy a bag" },

  listInfusions: { method: "GET", path: `${S}/infusions`, access: readers, summary: "Infusions of the site" },
  planInfusion: { method: "POST", path: `${S}/infusions`, access: only("investigator", "nurse", "coordinator"), summary: "Plan an infusion and reserve bags" },
  readInfusion: { method: "GET", path: `${S}/infusions/{infusionId}`, access: readers, summary: "An infusion: context, protocol, and its events (asOf: as known then)" },
  reserveBags: { method: "PUT", path: `${S}/infusions/{infusionId}/bags`, access: only("cell-processing", "nurse", "investigator"), summary: "Reserve bags for the infusion" },
  recordEvents: { method: "POST", path: `${S}/infusions/{infusionId}/events`, access: only("nurse", "investigator", "cell-processing"), summary: "Record facts; idempotent by id; answers one by one" },
  readStartDecision: { method: "GET", path: `${S}/infusions/{infusionId}/start-decision`, access: readers, summary: "May it start? Every unmet condition" },
  startInfusion: { method: "POST", path: `${S}/infusions/{infusionId}/start`, access: bedside, summary: "Command: start; refused with reasons when it may not" },
  commandInfusion: { method: "POST", path: `${S}/infusions/{infusionId}/commands`, access: bedside, summary: "Command: resume, change rate, override, discharge" },
  stopInfusion: { method: "POST", path: `${S}/infusions/{infusionId}/stop`, access: { kind: "device" }, summary: "Stop: needs no fresh sign-in, an enrolled tablet is enough" },
  reviewDeviation: { method: "POST", path: `${S}/infusions/{infusionId}/deviations/{deviationId}/review`, access: only("investigator", "coordinator"), summary: "Review a deviation" },
  readWardBoard: { method: "GET", path: `${S}/ward-board`, access: readers, summary: "All running and prepared infusions" },
  followSite: { method: "GET", path: `${S}/live`, access: readers, summary: "Server-sent events: the ward board's rows" },
  followInfusion: { method: "GET", path: `${S}/infusions/{infusionId}/live`, access: readers, summary: "Server-sent events: one infusion's events" },

  listAuditEntries: { method: "GET", path: `${S}/audit`, access: only("auditor", "administrator", "investigator"), summary: "Audit entries, newest first" },
  verifyAudit: { method: "GET", path: `${S}/audit/verification`, access: only("auditor", "administrator"), summary: "Verify the site's chains" },
  exportTable: { method: "GET", path: `${S}/studies/{studyId}/export/{table}`, access: only("administrator", "investigator", "coordinator", "statistician", "auditor"), summary: "One table of a study as CSV" },
} as const satisfies Record<string, OperationEntry>;
export type OperationId = keyof typeof operations;
