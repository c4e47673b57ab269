import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Lot } from "@stroma/domain";
import { t } from "../i18n/i18n.ts";
import { useSiteId } from "../session/session.tsx";
import { useWrite } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { fromLocalField } from "../ui/local-time.ts";
import { NumberWithUnit } from "../ui/number-with-unit.tsx";
import { Select } from "../ui/select.tsx";

const tissues = ["bone-marrow", "umbilical-cord", "adipose", "placenta", "dental-pulp", "other"] as const;
interface BagDraft {
  readonly code: string;
  readonly cells: number | null;
  readonly volume: number | null;
}
const emptyBag: BagDraft = { code: "", cells: null, volume: null };

/** A lot with its bags. What is not known is left empty and stays unknown; a carrier without DMSO is said with 0. */
export function EnterLotDialog({ studyId, onClose }: { readonly studyId: string; readonly onClose: () => void }) {
  const siteId = useSiteId();
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [tissue, setTissue] = useState<string | null>(null);
  const [passage, setPassage] = useState<number | null>(null);
  const [donor, setDonor] = useState<"yes" | "no" | "unknown" | null>(null);
  const [made, setMade] = useState("");
  const [expires, setExpires] = useState("");
  const [carrier, setCarrier] = useState("");
  const [dmso, setDmso] = useState<number | null>(null);
  const [bags, setBags] = useState<readonly BagDraft[]>([emptyBag]);
  const enter = useWrite("createLot", { done: t("lots.entered"), onDone: ({ lot }) => { onClose(); void navigate({ to: "/lots/$lotId", params: { lotId: lot.id } }); } });
  const setBag = (index: number, part: Partial<BagDraft>) => setBags((now) => now.map((bag, at) => (at === index ? { ...bag, ...part } : bag)));
  const sourceTissue: Lot["sourceTissue"] | undefined = tissues.find((each) => each === tissue);
  const isComplete = code.trim() !== "" && sourceTissue !== undefined && donor !== null && carrier.trim() !== "" && bags.every((bag) => bag.code.trim() !== "");
  const submit = () => {
    if (sourceTissue === undefined) return;
    enter.mutate({
      params: { siteId, studyId },
      body: {
        code: code.trim(), sourceTissue, passage, donorEligible: donor === "unknown" ? null : donor === "yes", manufacturedOn: made === "" ? null : made, expiresAt: fromLocalField(expires), carrier: carrier.trim(),
        dmso: dmso === null ? null : { value: dmso, unit: "g/mL" },
        bags: bags.map((bag) => ({ code: bag.code.trim(), viableCells: bag.cells === null ? null : { value: bag.cells, unit: "10*6{cells}" }, volume: bag.volume === null ? null : { value: bag.volume, unit: "mL" } })),
      },
    });
  };
  return (
    <FormDialog title={t("lots.enter")} isOpen onClose={onClose} isWide submitText={t("lots.enter")} isPending={enter.isPending} error={enter.error} isComplete={isComplete} onSubmit={submit}>
      <p className="soft">{t("lots.enter-hint")}</p>
      <div className="grid">
        <Field label={t("lots.code")} value={code} onChange={setCode} isRequired />
        <Select label={t("lots.tissue")} options={tissues.map((id) => ({ id, title: t(`tissue.${id}`) }))} value={tissue} onChange={setTissue} />
        <NumberWithUnit label={t("lots.passage")} unit="1" value={passage} onChange={setPassage} low={0} digits={0} />
        <Field label={t("lots.made")} type="date" value={made} onChange={setMade} />
        <Field label={t("lots.expires")} type="datetime-local" value={expires} onChange={setExpires} />
        <Field label={t("lots.carrier")} value={carrier} onChange={setCarrier} isRequired />
        <NumberWithUnit label={t("lots.dmso")} hint={t("lots.dmso-hint")} unit="g/mL" value={dmso} onChange={setDmso} low={0} />
      </div>
      <Choice label={t("lots.donor")} options={[{ id: "yes", title: t("ui.yes") }, { id: "no", title: t("ui.no") }, { id: "unknown", title: t("eligibility.not-known") }]} value={donor} onChange={setDonor} />
      <fieldset className="field stack">
        <legend className="field-label">{t("lots.bags")}</legend>
        {bags.map((bag, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows are only appended and removed at the end
          <div key={index} className="grid">
            <Field label={t("lots.bag-code", { number: index + 1 })} value={bag.code} onChange={(next) => setBag(index, { code: next })} isRequired />
            <NumberWithUnit label={t("lots.viable-cells")} unit="10*6{cells}" value={bag.cells} onChange={(cells) => setBag(index, { cells })} low={0} />
            <NumberWithUnit label={t("lots.volume")} unit="mL" value={bag.volume} onChange={(volume) => setBag(index, { volume })} low={0} />
          </div>
        ))}
        <div className="row">
          <Button icon="plus" onPress={() => setBags((now) => [...now, emptyBag])}>{t("lots.add-bag")}</Button>
          {bags.length > 1 && <Button variant="quiet" icon="minus" onPress={() => setBags((now) => now.slice(0, -1))}>{t("lots.remove-bag")}</Button>}
        </div>
      </fieldset>
    </FormDialog>
  );
}
