import { assessPathways } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useDay } from "../day.tsx";
import { OpenPathway } from "./open-pathway.tsx";
import { PathwayDialog } from "./pathway-dialog.tsx";

/** Every pathway that is open, above everything else on the page. */
export function OpenPathways() {
  const { state, context, at } = useDay();
  const open = assessPathways(state, context.protocol, at).filter((pathway) => pathway.closedAt === null);
  return open.map((pathway) => <OpenPathway key={pathway.openedBy} pathway={pathway} />);
}

/** The way to say that something is wrong, always at the same place. */
export function ComplicationButton() {
  const { state, mayRecord } = useDay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger" icon="warning" isDisabled={!mayRecord || state.phase === "discharged"} onPress={() => setOpen(true)}>{t("pathway.complication")}</Button>
      {isOpen && <PathwayDialog onClose={() => setOpen(false)} />}
    </>
  );
}
