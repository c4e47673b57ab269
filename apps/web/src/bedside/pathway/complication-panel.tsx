import { assessPathways } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { useDay } from "../day.tsx";
import { OpenPathway } from "./open-pathway.tsx";
import { PathwayDialog } from "./pathway-dialog.tsx";

/** The way to say that something is wrong, and every pathway that is open, above everything else on the page. */
export function ComplicationPanel() {
  const { state, context, at, mayRecord } = useDay();
  const [isOpen, setOpen] = useState(false);
  const pathways = assessPathways(state, context.protocol, at);
  const open = pathways.filter((pathway) => pathway.closedAt === null);
  if (state.phase === "preparing" && open.length === 0) return null;
  return (
    <>
      {open.map((pathway) => <OpenPathway key={pathway.openedBy} pathway={pathway} />)}
      {state.phase !== "discharged" && (
        <div className="row-end">
          <Button variant="danger" size="bedside" icon="warning" isDisabled={!mayRecord} onPress={() => setOpen(true)}>{t(open.length === 0 ? "pathway.complication" : "pathway.another")}</Button>
        </div>
      )}
      {isOpen && <PathwayDialog onClose={() => setOpen(false)} />}
    </>
  );
}
