export { Refusal, exitCodeOf, formatRefusal, type RefusalCode } from "./refusal.ts";
