import { Trans } from "@lingui/react";
import type { ReactElement } from "react";
import type { MessageId, MessageValues } from "./i18n.ts";

/** A text with its markup: `<T id="home.hint" components={[<Link … />]} />` fills `<0>…</0>` in the text. */
export function T({ id, values, components }: { readonly id: MessageId; readonly values?: MessageValues; readonly components?: readonly ReactElement[] }) {
  return <Trans id={id} values={{ ...values }} components={Object.fromEntries((components ?? []).map((part, index) => [String(index), part]))} />;
}
