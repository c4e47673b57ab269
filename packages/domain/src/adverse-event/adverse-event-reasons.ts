/** Texts of the reasons of this room; see `decision/reason-catalogue.ts`. */
export const adverseEventReasons = {} as const;
