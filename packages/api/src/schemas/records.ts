/** Health, audit, export. */
import Type from "typebox";
import { Id, InstantText, nullable, strict } from "./base.ts";

export const HealthBody = strict({ status: Type.Literal("ok"), version: Type.String(), time: InstantText, demoClock: Type.Boolean() });
export const EmptyBody = strict({});
export const AuditRow = strict({ siteId: Id, studyId: nullable(Id), seq: Type.Integer(), at: InstantText, actorId: nullable(Id), actorName: nullable(Type.String()), actorRole: Type.String(), deviceId: nullable(Type.String()), what: Type.String(), entity: Type.String(), entityId: nullable(Type.String()), from: Type.Unknown(), to: Type.Unknown(), reason: nullable(Type.String()), prevHash: Type.String(), hash: Type.String() });
export const AuditBody = strict({ entries: Type.Array(AuditRow), next: nullable(Type.String()) });
export const VerificationBody = strict({ ok: Type.Boolean(), chains: Type.Array(strict({ studyId: nullable(Id), entries: Type.Integer(), ok: Type.Boolean(), findings: Type.Array(strict({ kind: Type.String(), seq: nullable(Type.Integer()), message: Type.String() })) })) });
export const exportTables = ["protocol-versions", "limit-confirmations", "dose-levels", "safety-holds", "people", "participants", "consents", "lots", "bags", "test-results", "infusions", "infusion-events", "vital-signs", "deviations", "contacts", "audit"] as const;
