/** Text: every string has an id. The built application holds compiled messages; elsewhere they are compiled when first used. */
import { setupI18n } from "@lingui/core";
import type { MessageId } from "../catalogue/en.ts";
import { enFirst } from "../catalogue/en-first.ts";

export type { MessageId };
export type MessageValues = Readonly<Record<string, string | number>>;

export const i18n = setupI18n();
i18n.loadAndActivate({ locale: "en", messages: enFirst });
if (typeof document !== "undefined") document.documentElement.lang = i18n.locale;

/** The texts of the pages beyond the bedside. Loaded once, together with the first of those pages. */
export async function loadOtherTexts(): Promise<void> {
  const { enRest } = await import("../catalogue/en-rest.ts");
  i18n.load(i18n.locale, enRest);
}

/** The text of an id in the active language, with `{name}` filled. Whole sentences only: never join two. */
export function t(id: MessageId, values?: MessageValues): string {
  return i18n._(id, values);
}

/** Is there a text under this id? For codes that arrive from the server. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(i18n.messages, id);
}
