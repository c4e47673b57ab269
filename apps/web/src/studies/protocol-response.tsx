import type { DischargeCriterion, Protocol } from "@stroma/domain";
import { formatQuantity } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { Badge } from "../ui/badge.tsx";
import { SourcedNumber } from "../ui/measured.tsx";
import { SourceTip } from "../ui/source-tip.tsx";

export function PathwaysSection({ protocol }: { readonly protocol: Protocol }) {
  return (
    <div className="stack">
      {protocol.pathways.map((pathway) => (
        <div key={pathway.id} className="stack-tight">
          <div className="row">
            <h3>{pathway.title}</h3>
            {pathway.stopFirst && <Badge tone="critical" icon="stop">{t("pathway.stop-first")}</Badge>}
            {pathway.quarantineBag && <Badge tone="warning" icon="bag">{t("pathway.quarantine")}</Badge>}
          </div>
          <p>{t("pathway.recognise", { signs: pathway.recognition.join("; ") })}</p>
          <ol className="step-list">
            {pathway.steps.map((step) => (
              <li key={step.id}>
                {step.text} <SourceTip source={step.source}>{t("reason.source")}</SourceTip>
                <div className="row small soft">
                  <span>{t("pathway.who", { roles: step.who.map((role) => t(`role.${role}`)).join(", ") })}</span>
                  {step.due !== undefined && <span>{t("pathway.due")} <SourcedNumber quantity={step.due} source={step.due.source} /></span>}
                  {step.repeat !== undefined && <span>{t("pathway.repeat")} <SourcedNumber quantity={step.repeat} source={step.repeat.source} /></span>}
                </div>
              </li>
            ))}
          </ol>
          {pathway.notify.length > 0 && <p>{t("pathway.notify", { who: pathway.notify.join(", ") })}</p>}
        </div>
      ))}
    </div>
  );
}

export function ObservationSection({ protocol }: { readonly protocol: Protocol }) {
  const { observation, monitoring } = protocol;
  const channel = (id: string) => monitoring.channels.find((each) => each.channel === id);
  const duration = protocol.limits["observation-duration-minimum"];
  return (
    <>
      {duration !== undefined && <p>{t("limit.observation-duration-minimum")} <SourcedNumber quantity={duration} source={duration.source} /></p>}
      <h3>{t("observation.criteria")}</h3>
      <ul className="stack-tight">
        {observation.criteria.map((criterion) => (
          <li key={criterion.id}><Criterion criterion={criterion} title={"channel" in criterion ? (channel(criterion.channel)?.title ?? criterion.channel) : itemText(protocol, criterion.item)} unit={"channel" in criterion ? (channel(criterion.channel)?.unit ?? "1") : "1"} /></li>
        ))}
      </ul>
      <p>{observation.nextContact.text} <SourcedNumber quantity={observation.nextContact.after} source={observation.nextContact.after.source} /></p>
    </>
  );
}

const itemText = (protocol: Protocol, id: string) => protocol.checklist.flatMap((phase) => phase.items).find((item) => item.id === id)?.text ?? id;

function Criterion({ criterion, title, unit }: { readonly criterion: DischargeCriterion; readonly title: string; readonly unit: string }) {
  if (criterion.kind === "relative") return <>{t("observation.relative", { channel: title })} <SourcedNumber quantity={criterion.tolerance} source={criterion.tolerance.source} /></>;
  if (criterion.kind === "item") return <>{title} <SourceTip source={criterion.source}>{t("reason.source")}</SourceTip></>;
  const edge = (value: number | undefined) => (value === undefined ? t("protocol.no-edge") : formatQuantity({ value, unit }));
  return (
    <>
      {title} <SourceTip source={criterion.source}>{t("protocol.range", { low: edge(criterion.low), high: edge(criterion.high) })}</SourceTip>
      {criterion.onRoomAirOnly === true && <span className="soft"> {t("observation.room-air")}</span>}
    </>
  );
}

export function RechallengeSection({ protocol }: { readonly protocol: Protocol }) {
  if (protocol.rechallenge.length === 0) return <p className="soft">{t("ui.none")}</p>;
  return (
    <ul className="stack-tight">
      {protocol.rechallenge.map((rule) => (
        <li key={rule.id}>{rule.text} <SourceTip source={rule.source}>{t("reason.source")}</SourceTip></li>
      ))}
    </ul>
  );
}
