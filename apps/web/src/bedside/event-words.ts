import { isMessageId, t } from "../i18n/i18n.ts";

/** What a type of event is called. */
export function eventWords(type: string): string {
  const id = `event.${type}`;
  return isMessageId(id) ? t(id) : type;
}
