import type { Protocol } from "@stroma/domain";
import type { ReactNode } from "react";
import type { MessageId } from "../i18n/i18n.ts";
import { t } from "../i18n/i18n.ts";
import { SourceStatus } from "../ui/source-tip.tsx";
import { Card } from "../ui/page.tsx";
import { ChecklistSection } from "./protocol-checklist.tsx";
import { ConsentSection, EligibilitySection, ReleaseSection } from "./protocol-entry.tsx";
import { EventRulesSection } from "./protocol-event-rules.tsx";
import { DoseSection, LimitsSection } from "./protocol-limits.tsx";
import { MonitoringSection } from "./protocol-monitoring.tsx";
import { ObservationSection, PathwaysSection, RechallengeSection } from "./protocol-response.tsx";

const sections: readonly (readonly [string, MessageId, (protocol: Protocol) => ReactNode])[] = [
  ["dose", "protocol.dose", (protocol) => <DoseSection protocol={protocol} />],
  ["limits", "protocol.limits", (protocol) => <LimitsSection protocol={protocol} />],
  ["eligibility", "protocol.eligibility", (protocol) => <EligibilitySection protocol={protocol} />],
  ["consent", "protocol.consent", (protocol) => <ConsentSection protocol={protocol} />],
  ["release", "protocol.release", (protocol) => <ReleaseSection protocol={protocol} />],
  ["checklist", "protocol.checklist", (protocol) => <ChecklistSection protocol={protocol} />],
  ["monitoring", "protocol.monitoring", (protocol) => <MonitoringSection protocol={protocol} />],
  ["events", "protocol.events", (protocol) => <EventRulesSection protocol={protocol} />],
  ["pathways", "protocol.pathways", (protocol) => <PathwaysSection protocol={protocol} />],
  ["observation", "protocol.observation", (protocol) => <ObservationSection protocol={protocol} />],
  ["rechallenge", "protocol.rechallenge", (protocol) => <RechallengeSection protocol={protocol} />],
];

/** The whole protocol document, readable: every number with its unit and, on hover, focus or tap, its source. */
export function ProtocolView({ protocol }: { readonly protocol: Protocol }) {
  return (
    <>
      <Card title={t("protocol.title", { version: protocol.version })}>
        <p className="soft">{t("protocol.how-to-read")}</p>
        <ul className="quiet-list row">
          {(["verified", "computed", "recalled", "local-decision"] as const).map((status) => (
            <li key={status} className="row small"><SourceStatus status={status} /><span className="soft">{t(`source.meaning.${status}`)}</span></li>
          ))}
        </ul>
        <nav aria-label={t("protocol.contents")} className="no-print">
          <ul className="contents">
            {sections.map(([id, title]) => (
              <li key={id}><a href={`#${id}`}>{t(title)}</a></li>
            ))}
          </ul>
        </nav>
      </Card>
      {sections.map(([id, title, render]) => (
        <div key={id} id={id} className="section-anchor">
          <Card title={t(title)}>{render(protocol)}</Card>
        </div>
      ))}
    </>
  );
}
