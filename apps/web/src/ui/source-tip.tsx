import type { Source } from "@stroma/domain";
import { useState, type ReactNode } from "react";
import { Button, Tooltip, TooltipTrigger } from "react-aria-components";
import { t } from "../i18n/i18n.ts";
import { Badge, type Tone } from "./badge.tsx";

const tones: Readonly<Record<Source["status"], Tone>> = { verified: "good", computed: "info", recalled: "warning", "local-decision": "neutral" };

/** How sure we are of a number's source. */
export function SourceStatus({ status }: { readonly status: Source["status"] }) {
  return <Badge tone={tones[status]} {...(status === "local-decision" && { icon: "pen" as const })}>{t(`source.${status}`)}</Badge>;
}

/** Shows where something comes from: on hover, on focus and on tap. */
export function SourceTip({ source, children }: { readonly source: Source; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <TooltipTrigger isOpen={open} onOpenChange={setOpen} delay={150} closeDelay={80} shouldCloseOnPress={false}>
      <Button className="source-button" onPress={() => setOpen(true)}>
        {children}
        <span className="source-mark" aria-hidden="true">{t(`source.mark.${source.status}`)}</span>
        <span className="visually-hidden">{t("source.show")}</span>
      </Button>
      <Tooltip className="source-tip" offset={6}>
        <SourceStatus status={source.status} />
        <span>{source.citation}</span>
        <span className="soft">{t(`source.meaning.${source.status}`)}</span>
      </Tooltip>
    </TooltipTrigger>
  );
}
