import type { LotRelease } from "@stroma/domain";
import { t } from "../i18n/i18n.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

const tones: Readonly<Record<LotRelease["kind"], Tone>> = { final: "good", conditional: "warning", rejected: "critical", withdrawn: "critical" };

export function ReleaseBadge({ release }: { readonly release: LotRelease | null }) {
  if (release === null) return <Badge icon="lock">{t("lots.not-released")}</Badge>;
  return <Badge tone={tones[release.kind]}>{t(`release.kind.${release.kind}`)}</Badge>;
}
