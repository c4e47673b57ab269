import { assessPathways } from "@stroma/domain";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useDay } from "../day.tsx";
import { OpenPathway } from "./open-pathway.tsx";
import { PathwayDialog } from "./pathway-dialog.tsx";

/** Every open pathway, over the foot of the page: nothing moves when one opens, and it may be folded to its bar. */
export function OpenPathways() {
  const { state, context, at } = useDay();
  const open = assessPathways(state, context.protocol, at).filter((pathway) => pathway.closedAt === null);
  const key = open.map((pathway) => pathway.openedBy).join(" ");
  // Folded is kept for the pathways that stood there: a further one unfolds them.
  const [folded, setFolded] = useState("");
  if (open.length === 0) return null;
  const isFolded = folded === key;
  return (
    <div className="pathway-dock no-print">
      <AriaButton className="pathway-bar" aria-expanded={!isFolded} onPress={() => setFolded(isFolded ? "" : key)}>
        <Icon name="critical" size={24} />
        <strong>{open.map((pathway) => pathway.title).join(", ")}</strong>
        <span>{t(isFolded ? "pathway.show" : "pathway.fold")}</span>
      </AriaButton>
      {!isFolded && <div className="pathway-sheet">{open.map((pathway) => <OpenPathway key={pathway.openedBy} pathway={pathway} />)}</div>}
    </div>
  );
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
