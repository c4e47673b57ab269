/** What can be recorded beside the vital signs. */
import type { InfusionEventData, InfusionEventType } from "@stroma/domain";

export const recordKinds = ["sign", "oxygen", "drug", "consciousness", "rhythm", "laboratory", "medication", "outcome", "note", "pregnancy", "oxygen-scale"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** One event that a form is ready to record. */
export type Draft = { readonly [T in InfusionEventType]: { readonly type: T; readonly data: InfusionEventData[T] } }[InfusionEventType];

/** A form tells what it holds; `null` while something is missing. */
export interface DraftForm {
  readonly onDraft: (draft: Draft | null) => void;
}
