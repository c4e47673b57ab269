import "./vital-signs.css";
import type { Channel, ChannelDefinition } from "@stroma/domain";
import { useState } from "react";
import { t } from "../../i18n/i18n.ts";
import { useServerClock } from "../../session/server-clock.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Tick } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { fromLocalField, toLocalField } from "../../ui/local-time.ts";
import { ErrorPanel } from "../../ui/states.tsx";
import { showToast } from "../../ui/toast.tsx";
import type { Infusion, RecordOptions } from "../feed/use-infusion.ts";
import { AskAgain } from "./ask-again.tsx";
import { EntryConsciousness } from "./entry-consciousness.tsx";
import { consciousnessOfDraft, doubtfulSamples, emptyDraft, invalidFields, oxygenOfDraft, samplesOfDraft, type EntryDraft } from "./entry-draft.ts";
import { EntryOxygen } from "./entry-oxygen.tsx";
import { NumberKeys } from "./number-keys.tsx";
import { PadField } from "./pad-field.tsx";
import { usePad } from "./use-pad.ts";

export interface VitalSignEntryProps {
  readonly infusion: Infusion;
  readonly onDone: () => void;
  /** The channels of a due set; left out, those of the baseline. */
  readonly channels?: readonly Channel[] | null;
}

/** Entry of a set of vital signs by hand, in a dialog. Mount it to open it; `onDone` closes. */
export function VitalSignEntry({ infusion, onDone, channels = null }: VitalSignEntryProps) {
  const definitions = infusion.context?.protocol.monitoring.channels ?? [];
  const asked = definitions.filter((one) => (channels === null ? one.inBaseline : channels.includes(one.channel)));
  const [draft, setDraft] = useState<EntryDraft>(emptyDraft);
  const [all, setAll] = useState(false);
  const [time, setTime] = useState<"now" | "earlier">("now");
  const [earlier, setEarlier] = useState("");
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const clock = useServerClock();
  const pad = usePad(asked[0]?.channel ?? "");
  const shown = all ? definitions : asked;
  const invalid = invalidFields(draft);
  const samples = samplesOfDraft(draft, definitions);
  const doubtful = doubtfulSamples(samples, definitions);
  const oxygen = oxygenOfDraft(draft);
  const consciousness = consciousnessOfDraft(draft);
  const seenAt = time === "now" ? null : fromLocalField(earlier);
  const timeFault = time === "now" ? null : seenAt === null ? t("vital-entry.time.missing") : Date.parse(seenAt) > clock.now() ? t("vital-entry.time.future") : null;
  const isComplete = (samples.length > 0 || oxygen !== null || consciousness !== null) && invalid.size === 0 && timeFault === null;
  const setValue = (channel: Channel, text: string) => setDraft((now) => ({ ...now, values: { ...now.values, [channel]: text } }));

  const record = async () => {
    setSending(true);
    setError(null);
    // All parts of one look at the participant carry one time.
    const options: RecordOptions = seenAt === null ? { clinicalTime: clock.instant() } : { clinicalTime: seenAt, entry: "paper" };
    try {
      await Promise.all([
        samples.length > 0 ? infusion.record("vital-signs-recorded", { method: "hand", samples }, options) : null,
        oxygen === null ? null : infusion.record("oxygen-set", oxygen, options),
        consciousness === null ? null : infusion.record("consciousness-assessed", consciousness, options),
      ]);
      showToast(t("vital-entry.recorded"));
      onDone();
    } catch (caught) {
      setError(caught);
      setSending(false);
    }
  };

  return (
    <Dialog title={t("vital-entry.title")} isOpen onClose={onDone} isWide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isComplete || sending) return;
          if (doubtful.length > 0) setAsking(true);
          else void record();
        }}
      >
        <p className="soft">{t("vital-entry.hint")}</p>
        <div className="entry-columns">
          <div className="stack">
            <fieldset className="entry-part">
              <legend>{t("vital-entry.channels")}</legend>
              <div className="entry-fields">
                {shown.map((definition) => (
                  <PadField key={definition.channel} label={definition.title} unit={definition.unit} text={draft.values[definition.channel] ?? ""} onText={(text) => setValue(definition.channel, text)} {...pad.field(definition.channel)} error={invalid.has(definition.channel) ? t("vital-entry.not-a-number") : null} />
                ))}
              </div>
              {asked.length < definitions.length && <Tick isSelected={all} onChange={setAll}>{t("vital-entry.all-channels")}</Tick>}
            </fieldset>
            <EntryOxygen oxygen={draft.oxygen} last={infusion.state?.oxygen.at(-1) ?? null} onChange={(next) => setDraft((now) => ({ ...now, oxygen: next }))} pad={pad} invalid={invalid} />
            <EntryConsciousness draft={draft} onChange={(change) => setDraft((now) => ({ ...now, ...change }))} />
            <Choice label={t("vital-entry.time")} options={[{ id: "now", title: t("vital-entry.time.now") }, { id: "earlier", title: t("vital-entry.time.earlier") }]} value={time} onChange={setTime} />
            {time === "earlier" && <Field label={t("vital-entry.time.when")} type="datetime-local" value={earlier} max={toLocalField(clock.now())} onChange={setEarlier} error={timeFault} />}
          </div>
          <NumberKeys title={t("vital-entry.keys-for", { channel: titleOfField(pad.chosen, definitions) })} text={textOfField(draft, pad.chosen)} onText={(text) => setDraft((now) => withText(now, pad.chosen, text))} onNext={pad.next} />
        </div>
        {error !== null && <ErrorPanel error={error} />}
        {asking && doubtful.length > 0 ? (
          <AskAgain doubtful={doubtful} onBack={() => setAsking(false)} onRecord={() => void record()} />
        ) : (
          <div className="row-end">
            <Button size="bedside" onPress={onDone}>{t("ui.cancel")}</Button>
            <Button size="bedside" type="submit" variant="primary" icon="check" isDisabled={!isComplete} isPending={sending}>{t("vital-entry.record")}</Button>
          </div>
        )}
      </form>
    </Dialog>
  );
}

type OxygenField = "flow" | "fio2" | "peep";
const isOxygenField = (name: string): name is OxygenField => name === "flow" || name === "fio2" || name === "peep";

function titleOfField(name: string, definitions: readonly ChannelDefinition[]): string {
  return isOxygenField(name) ? t(`vital-entry.oxygen.${name}`) : (definitions.find((one) => one.channel === name)?.title ?? name);
}
function textOfField(draft: EntryDraft, name: string): string {
  return isOxygenField(name) ? draft.oxygen[name] : (draft.values[name as Channel] ?? "");
}
function withText(draft: EntryDraft, name: string, text: string): EntryDraft {
  return isOxygenField(name) ? { ...draft, oxygen: { ...draft.oxygen, [name]: text } } : { ...draft, values: { ...draft.values, [name]: text } };
}
