import type { EventTrigger, Protocol } from "@stroma/domain";
import { formatQuantity } from "../i18n/format.ts";
import { t, type MessageId } from "../i18n/i18n.ts";
import { Notice } from "../ui/badge.tsx";
import { SourcedNumber } from "../ui/measured.tsx";
import { SourceTip } from "../ui/source-tip.tsx";

export function EventRulesSection({ protocol }: { readonly protocol: Protocol }) {
  if (protocol.infusionEvents.length === 0) return <p className="soft">{t("ui.none")}</p>;
  return (
    <div className="stack">
      {protocol.infusionEvents.map((set) => (
        <div key={set.id} className="stack-tight">
          <h3>{t("event-rules.title", { title: set.title, edition: set.edition })}</h3>
          {set.standIn && <Notice tone="warning"><strong>{t("event-rules.stand-in")}</strong><span>{t("event-rules.stand-in-meaning")}</span></Notice>}
          <ol className="step-list">
            {set.rules.map((rule) => (
              <li key={rule.id}>
                <strong>{rule.title}</strong>
                <div className="row">
                  <Trigger trigger={rule.trigger} />
                  <span>{t("event-rules.window")}</span>
                  <SourcedNumber quantity={rule.window} source={rule.window.source} />
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

const comparators = { ">=": "comparator.>=", ">": "comparator.>" } as const satisfies Record<string, MessageId>;

function Trigger({ trigger }: { readonly trigger: EventTrigger }) {
  switch (trigger.kind) {
    case "vasopressor-increase":
      return (
        <>
          <span>{t("trigger.vasopressor-increase", { drug: trigger.drug })}</span>
          <span className="nowrap">{t(comparators[trigger.comparator])} <SourcedNumber quantity={trigger.increase} source={trigger.increase.source} /></span>
        </>
      );
    case "vasopressor-count":
      return <SourceTip source={trigger.source}>{t("trigger.vasopressor-count", { count: trigger.count })}</SourceTip>;
    case "new-rhythm":
      return <SourceTip source={trigger.source}>{t("trigger.new-rhythm", { rhythms: trigger.rhythms.join(", ") })}</SourceTip>;
    case "cardioversion":
      return <SourceTip source={trigger.source}>{t("trigger.cardioversion")}</SourceTip>;
    case "new-intubation":
      return <SourceTip source={trigger.source}>{t("trigger.new-intubation", { from: trigger.from.join(", ") })}</SourceTip>;
    case "sign":
      return <SourceTip source={trigger.source}>{t("trigger.sign", { signs: trigger.signs.join(", ") })}</SourceTip>;
    case "outcome":
      return <SourceTip source={trigger.source}>{t("trigger.outcome", { outcomes: trigger.outcomes.join(", ") })}</SourceTip>;
    case "hypoxaemia":
      return (
        <>
          <span>{t("trigger.fio2")}</span>
          <span className="nowrap">{t(comparators[trigger.fio2Comparator])} <SourcedNumber quantity={trigger.fio2Increase} source={trigger.fio2Increase.source} /></span>
          <strong>{t(`combine.${trigger.combine}`)}</strong>
          <span>{t("trigger.peep")}</span>
          <SourcedNumber quantity={trigger.peepIncrease} source={trigger.peepIncrease.source} />
          {trigger.targetSaturation !== undefined && (
            <SourceTip source={trigger.targetSaturation.source}>{t("trigger.target", { low: formatQuantity({ value: trigger.targetSaturation.low, unit: "%" }), high: formatQuantity({ value: trigger.targetSaturation.high, unit: "%" }) })}</SourceTip>
          )}
        </>
      );
  }
}
