/** Text: every string has an id; English is loaded first, other languages replace it whole. */
import { setupI18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { en, type MessageId } from "../catalogue/en.ts";

export type { MessageId };
export type MessageValues = Readonly<Record<string, string | number>>;
export type Catalogue = Readonly<Record<MessageId, string>>;

export const i18n = setupI18n();
i18n.setMessagesCompiler(compileMessage);

/** Makes one language the language of the whole page; `lang` of the document follows. */
export function activateLanguage(language: string, catalogue: Catalogue): void {
  i18n.loadAndActivate({ locale: language, messages: catalogue });
  if (typeof document !== "undefined") document.documentElement.lang = language;
}
activateLanguage("en", en);

/** The text of an id in the active language, with `{name}` filled. Whole sentences only: never join two. */
export function t(id: MessageId, values?: MessageValues): string {
  return i18n._(id, values);
}

/** Is there a text under this id? For codes that arrive from the server. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}
