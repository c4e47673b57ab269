/** The pooled evidence as one JSON document: the first model's result at the top, all models in a list. */
import type { PoolReport } from "./pool-evidence.ts";
import type { PooledPart } from "./pool-part.ts";
import type { PoolWords } from "./say-pool.ts";

const partOf = ({ rows, result, refusal }: PooledPart) => ({ rows, result, refusal });

export function poolJson({ effects, models, groups, zeroPanel, zeroPanelRefusal, bounds }: PoolReport, said: PoolWords): unknown {
  const [lead] = models;
  const risks = (row: number) => (said.riskOfBias === null ? null : Object.fromEntries(said.riskOfBias.domains.map((domain, at) => [domain, said.riskOfBias?.of(row)[at] ?? null])));
  const groupsOf = ({ groups: own }: typeof lead) => groups.flatMap(({ name }, at) => (own?.parts[at] === undefined ? [] : [{ name, ...partOf(own.parts[at]) }]));
  return {
    title: said.title,
    measure: said.measure,
    model: lead.model.key,
    method: lead.overall.result?.method ?? null,
    rows: said.rows,
    columns: said.read,
    studies: effects.studies.map((study) => ({ ...study, weight: lead.overall.pooled?.weights.get(study.row) ?? null, weights: Object.fromEntries(models.map(({ model, overall }) => [model.key, overall.pooled?.weights.get(study.row) ?? null])), riskOfBias: risks(study.row) })),
    pooled: partOf(lead.overall),
    groups: groupsOf(lead),
    betweenGroups: lead.groups?.between ?? null,
    models: models.map((one) => ({ model: one.model.key, name: one.model.name, ...partOf(one.overall), groups: groupsOf(one), betweenGroups: one.groups?.between ?? null, betweenGroupsRefusal: one.groups?.betweenRefusal ?? null, groupsMethod: one.groups?.method ?? null, leaveOneOut: one.leaveOneOut, cumulative: one.cumulative })),
    zeroHandling: zeroPanel,
    zeroHandlingRefusal: zeroPanelRefusal,
    upperBounds: bounds?.arms.map(({ arm, size, upper, upperLargestStudy }) => ({ arm, [bounds.kind === "risk" ? "participants" : "personTime"]: size, upper, upperLargestStudy })) ?? null,
    upperBoundsMethod: bounds?.method ?? null,
    missing: effects.missing,
    warnings: [...new Set([...said.warnings, ...models.flatMap(({ overall }) => overall.pooled?.warnings ?? [])])],
  };
}
