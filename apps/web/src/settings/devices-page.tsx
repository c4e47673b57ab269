import type { OperationAnswer } from "@stroma/api";
import { useState } from "react";
import { formatDateTime } from "../i18n/format.ts";
import { t } from "../i18n/i18n.ts";
import { useSession, useSiteId } from "../session/session.tsx";
import { useRead, useWrite } from "../session/use-operation.ts";
import { Badge, Notice } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Card, Page } from "../ui/page.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Empty } from "../ui/states.tsx";
import { Table } from "../ui/table.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

type Device = OperationAnswer<"listDevices">["devices"][number];

export function DevicesPage() {
  const session = useSession();
  const [naming, setNaming] = useState<"tablet" | "gateway" | null>(null);
  const [token, setToken] = useState<string | null>(null);
  return (
    <Page title={t("devices.title")} lead={t("devices.lead")}>
      <Card title={t("devices.this")}>
        {session.tablet !== null ? <Notice tone="good"><strong>{t("devices.enrolled", { name: session.tablet.name })}</strong><span>{t("devices.enrolled-meaning")}</span></Notice> : <p>{t("devices.enrol-meaning")}</p>}
        {session.tablet === null && session.may("enrolTablet") && <Button variant="primary" icon="device" onPress={() => setNaming("tablet")}>{t("devices.enrol")}</Button>}
      </Card>
      {session.may("listDevices") && <DeviceList onIssue={() => setNaming("gateway")} />}
      {naming !== null && <NameDialog kind={naming} onClose={() => setNaming(null)} onToken={setToken} />}
      {token !== null && <SecretDialog title={t("devices.token")} hint={t("devices.token-hint")} secret={token} onClose={() => setToken(null)} />}
    </Page>
  );
}

function DeviceList({ onIssue }: { readonly onIssue: () => void }) {
  const siteId = useSiteId();
  const session = useSession();
  const zone = session.site?.timeZone;
  const query = useRead("listDevices", { params: { siteId } });
  const [revoking, setRevoking] = useState<Device | null>(null);
  const revoke = useWrite("revokeDevice", { done: t("devices.revoked-done"), onDone: () => setRevoking(null) });
  return (
    <Card title={t("devices.all")} actions={session.may("createGateway") ? <Button icon="plus" onPress={onIssue}>{t("devices.issue")}</Button> : null}>
      <QueryView query={query}>
        {({ devices }) =>
          devices.length === 0 ? (
            <Empty icon="device" title={t("devices.empty")} />
          ) : (
            <Table
              caption={t("devices.all")}
              rows={devices}
              rowKey={(device) => device.id}
              columns={[
                { id: "name", title: t("devices.name"), cell: (device) => device.name },
                { id: "kind", title: t("devices.kind"), cell: (device) => t(`devices.kind.${device.kind}`) },
                { id: "created", title: t("devices.created"), cell: (device) => formatDateTime(device.createdAt, zone) },
                { id: "seen", title: t("devices.seen"), cell: (device) => (device.lastSeenAt === null ? t("devices.never") : formatDateTime(device.lastSeenAt, zone)) },
                { id: "state", title: t("people.state"), cell: (device) => (device.revokedAt === null ? <Badge tone="good">{t("people.active")}</Badge> : <Badge icon="lock">{t("devices.revoked")}</Badge>) },
                ...(session.may("revokeDevice") ? [{ id: "act", title: t("ui.action"), cell: (device: Device) => (device.revokedAt === null ? <Button variant="quiet" aria-label={t("devices.revoke-of", { name: device.name })} onPress={() => setRevoking(device)}>{t("devices.revoke")}</Button> : null) }] : []),
              ]}
            />
          )
        }
      </QueryView>
      {revoking !== null && (
        <FormDialog title={t("devices.revoke-of", { name: revoking.name })} isOpen onClose={() => setRevoking(null)} submitText={t("devices.revoke")} isDanger isPending={revoke.isPending} error={revoke.error} isComplete onSubmit={() => revoke.mutate({ params: { siteId, deviceId: revoking.id } })}>
          <p>{t("devices.revoke-meaning")}</p>
        </FormDialog>
      )}
    </Card>
  );
}

function NameDialog({ kind, onClose, onToken }: { readonly kind: "tablet" | "gateway"; readonly onClose: () => void; readonly onToken: (token: string) => void }) {
  const siteId = useSiteId();
  const session = useSession();
  const [name, setName] = useState("");
  const enrol = useWrite("enrolTablet", { done: t("devices.enrolled-done"), onDone: () => { onClose(); session.reload(); } });
  const issue = useWrite("createGateway", { onDone: (answer) => { onClose(); onToken(answer.token); } });
  const write = kind === "tablet" ? enrol : issue;
  return (
    <FormDialog title={t(kind === "tablet" ? "devices.enrol" : "devices.issue")} isOpen onClose={onClose} submitText={t(kind === "tablet" ? "devices.enrol" : "devices.issue")} isPending={write.isPending} error={write.error} isComplete={name.trim() !== ""} onSubmit={() => write.mutate({ params: { siteId }, body: { name: name.trim() } })}>
      <Field label={t("devices.name")} hint={t(kind === "tablet" ? "devices.tablet-hint" : "devices.gateway-hint")} value={name} onChange={setName} isRequired />
    </FormDialog>
  );
}
