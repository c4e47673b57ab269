import { useMutation } from "@tanstack/react-query";
import { call } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { Badge } from "../ui/badge.tsx";
import { ErrorPanel } from "../ui/states.tsx";
import { PersonButton } from "./person-button.tsx";

/** On example data, the administrator takes each example person's part without a PIN. Empty otherwise. */
export function ExamplePeople({ onDone }: { readonly onDone: () => void }) {
  const session = useSession();
  const people = session.answer?.examplePeople ?? [];
  const act = useMutation({
    mutationFn: (personId: string) => call("actAsExample", { body: { personId } }),
    onSuccess: (answer) => {
      session.adopt(answer);
      onDone();
    },
  });
  if (people.length === 0) return null;
  return (
    <section className="stack-tight" aria-labelledby="example-people">
      <div className="row">
        <h3 id="example-people">{t("switch.examples")}</h3>
        <Badge tone="warning">{t("shell.example-data")}</Badge>
      </div>
      <p className="soft small">{t("switch.examples-hint")}</p>
      <ul className="quiet-list grid">
        {people.map((person) => (
          <li key={person.id}><PersonButton name={person.displayName} roles={person.roles} onPress={() => act.mutate(person.id)} isPending={act.isPending && act.variables === person.id} /></li>
        ))}
      </ul>
      {act.isError && <ErrorPanel error={act.error} />}
    </section>
  );
}
