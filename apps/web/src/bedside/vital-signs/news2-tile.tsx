import { assessNews2OfInfusion, describeReason, news2Parameters, news2Source, type Instant, type InfusionState, type Participant, type Protocol, type Reason } from "@stroma/domain";
import { wordsOfReason } from "../../i18n/reason-words.ts";
import { t } from "../../i18n/i18n.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SourceTip } from "../../ui/source-tip.tsx";

const tones: Readonly<Record<"low" | "low-medium" | "medium" | "high", Tone>> = { low: "good", "low-medium": "warning", medium: "warning", high: "critical" };

/** NEWS2 with its parts, or every reason why there is none. */
export function News2Tile({ state, protocol, participant, now }: { readonly state: InfusionState; readonly protocol: Protocol; readonly participant: Pick<Participant, "birthYear" | "sex">; readonly now: Instant }) {
  const score = assessNews2OfInfusion(state, protocol, participant, now);
  const reasons = score.assessable ? score.reasons : score.because;
  return (
    <section className="news2" aria-labelledby="news2-title">
      <div className="spread">
        <h3 id="news2-title">{t("news2.title")}</h3>
        {score.assessable ? <Badge tone={tones[score.value.risk]}>{t(`news2.risk.${score.value.risk}`)}</Badge> : <Badge icon="question">{t("news2.not-assessable")}</Badge>}
      </div>
      {score.assessable && (
        <>
          <p className="news2-total">
            <span className="vital-figure">{t("news2.total", { total: score.value.total })}</span>
            {score.value.redScore && <Badge tone="critical">{t("news2.red")}</Badge>}
          </p>
          <dl className="news2-parts small">
            {news2Parameters.map((name) => (
              <div key={name} data-points={score.value.parts[name]}>
                <dt>{t(`news2.parameter.${name}`)}</dt>
                <dd>{t("news2.points", { points: score.value.parts[name] })}</dd>
              </div>
            ))}
          </dl>
          <p className="small soft">{t("news2.scale", { scale: score.value.scale })}</p>
        </>
      )}
      {!score.assessable && <p className="small">{t("news2.because")}</p>}
      {reasons.length > 0 && (
        <ul className="quiet-list stack-tight small">
          {reasons.map((reason) => {
            const words = wordsOfReason(named(reason));
            return (
              <li key={`${reason.code} ${reason.path}`} className="news2-reason">
                <Icon name="info" size={16} />
                <span>{words.message} <span className="soft">{words.remedy}</span></span>
              </li>
            );
          })}
        </ul>
      )}
      <p className="small soft"><SourceTip source={news2Source}>{t("news2.acknowledgement")}</SourceTip></p>
    </section>
  );
}

/** The reason with the parameter's own name in place of its id. */
function named(reason: Reason) {
  const input = news2Parameters.find((one) => one === reason.saw["input"]);
  const seen = input === undefined ? reason : { ...reason, saw: { ...reason.saw, input: t(`news2.parameter.${input}`) } };
  return { ...seen, ...describeReason(seen) };
}
