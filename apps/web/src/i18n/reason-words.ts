/** Words for what arrives as a code: the catalogue's when the code is known, else what the server says. */
import { errorVocabulary } from "@stroma/api/errors";
import { i18n, isMessageId, t } from "./i18n.ts";
import { withLocalTimes } from "./local-times.ts";

export interface Words {
  readonly message: string;
  readonly remedy: string;
}
interface Coded extends Words {
  readonly code: string;
  readonly saw?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Words for a reason or a fault. A translated catalogue holds `reason.<code>.message`; English reasons come from the
 * server, which fills them from the domain's own catalogue, so they are not repeated here.
 */
export function wordsOfReason(reason: Coded): Words {
  return inSiteTime({ message: lookUp(`reason.${reason.code}.message`, reason) ?? reason.message, remedy: lookUp(`reason.${reason.code}.remedy`, reason) ?? reason.remedy });
}

/** Words for a problem of the closed vocabulary. */
export function wordsOfProblem(problem: Coded): Words {
  const known = Object.hasOwn(errorVocabulary, problem.code);
  const message = `problem.${problem.code}.message`;
  const remedy = `problem.${problem.code}.remedy`;
  if (!known || !isMessageId(message) || !isMessageId(remedy)) return inSiteTime(problem);
  // The server's own sentence is more exact where it says more than the vocabulary does.
  const general = errorVocabulary[problem.code as keyof typeof errorVocabulary];
  return inSiteTime({ message: general.message === problem.message ? t(message) : problem.message, remedy: general.remedy === problem.remedy ? t(remedy) : problem.remedy });
}

/** The server writes instants in UTC; people read the time of their site. */
function inSiteTime({ message, remedy }: Words): Words {
  return { message: withLocalTimes(message, undefined), remedy: withLocalTimes(remedy, undefined) };
}

function lookUp(id: string, reason: Coded): string | null {
  const messages = i18n.messages;
  if (!Object.hasOwn(messages, id)) return null;
  return i18n._(id, { ...reason.saw });
}
