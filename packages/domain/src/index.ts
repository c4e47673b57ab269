/** The clinical core: types, decisions, folds. No I/O, no clock, no randomness. */
export type * from "./decision/decision.ts";
export type * from "./protocol/source.ts";
export type * from "./quantity/quantity.ts";
export * from "./terminology/role.ts";
export * from "./protocol/protocol.ts";
export * from "./infusion/infusion-event.ts";
export type * from "./infusion/infusion-state.ts";
export type * from "./infusion/start-context.ts";
export type * from "./participant/participant.ts";
export * from "./lot/lot.ts";
export * from "./quantity/unit.ts";
export * from "./quantity/unit-text.ts";
export * from "./decision/reason.ts";
export * from "./decision/reason-text.ts";
export { reasonCatalogue, reasonRooms } from "./decision/reason-catalogue.ts";
export type { ReasonCode, ReasonText } from "./decision/reason-catalogue.ts";
