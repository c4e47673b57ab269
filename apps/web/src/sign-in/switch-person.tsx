import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { OperationBody } from "@stroma/api";
import { call } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { useRead } from "../session/use-operation.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { PinPad } from "../ui/pin-pad.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { ScanField } from "../ui/scan-field.tsx";
import { Empty, ErrorPanel } from "../ui/states.tsx";
import { ExamplePeople } from "./example-people.tsx";
import { PersonButton } from "./person-button.tsx";

type Chosen = { readonly badge: string } | { readonly personId: string; readonly name: string };

/** Who is it? By badge or by name, then the PIN. Every entry from then on carries this person. */
export function SwitchPerson({ onDone }: { readonly onDone: () => void }) {
  const session = useSession();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const change = useMutation({
    mutationFn: (body: OperationBody<"switchPerson">) => call("switchPerson", { body }),
    onSuccess: (answer) => {
      session.adopt(answer);
      onDone();
    },
  });
  if (chosen !== null) {
    return (
      <div className="stack">
        <div className="row">
          <Icon name={"badge" in chosen ? "scan" : "person"} />
          <strong>{"badge" in chosen ? t("switch.badge-read") : chosen.name}</strong>
          <Button variant="quiet" icon="back" onPress={() => { setChosen(null); change.reset(); }}>{t("switch.another")}</Button>
        </div>
        <PinPad label={t("switch.pin")} isPending={change.isPending} onSubmit={(pin) => change.mutate("badge" in chosen ? { badge: chosen.badge, pin } : { personId: chosen.personId, pin })} />
        {change.isError && <ErrorPanel error={change.error} />}
      </div>
    );
  }
  return (
    <div className="stack">
      <ExamplePeople onDone={onDone} />
      {session.tablet !== null && (
        <>
          <ScanField label={t("switch.badge")} takesFocus onScan={(badge) => setChosen({ badge })} />
          <SwitchableList onChoose={(personId, name) => setChosen({ personId, name })} />
        </>
      )}
    </div>
  );
}

function SwitchableList({ onChoose }: { readonly onChoose: (personId: string, name: string) => void }) {
  const query = useRead("listSwitchablePeople", {});
  return (
    <QueryView query={query} height={220}>
      {({ people }) =>
        people.length === 0 ? (
          <Empty icon="people" title={t("switch.nobody")} />
        ) : (
          <ul className="quiet-list grid">
            {people.map((person) => (
              <li key={person.id}><PersonButton name={person.displayName} roles={person.roles} onPress={() => onChoose(person.id, person.displayName)} /></li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
