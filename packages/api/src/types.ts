/** Types of every operation, for callers. */
import type Type from "typebox";
import type { TSchema } from "typebox";
import type { Contract } from "./contract.ts";
import type { OperationId } from "./operations.ts";
import type { ProblemBody } from "./schemas/base.ts";

type StaticOrNull<S> = S extends TSchema ? Type.Static<S> : null;
type StaticEach<R> = { readonly [K in keyof R]: R[K] extends TSchema ? Type.Static<R[K]> : never };
export type OperationParams<Id extends OperationId> = StaticEach<Contract[Id]["params"]>;
export type OperationQuery<Id extends OperationId> = Partial<StaticEach<Contract[Id]["query"]>>;
export type OperationBody<Id extends OperationId> = StaticOrNull<Contract[Id]["body"]>;
export type OperationAnswer<Id extends OperationId> = StaticOrNull<Contract[Id]["answer"]>;
export type Problem = Type.Static<typeof ProblemBody>;
