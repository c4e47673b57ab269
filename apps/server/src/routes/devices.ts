/** Tablets and gateways of a site. */
import type { AppParts } from "../app-parts.ts";
import { tabletCookie } from "../auth/cookies.ts";
import { hashToken, newToken } from "../auth/secrets.ts";
import { ApiError } from "../http/api-error.ts";
import { register, type HandlerInput, type RouteApp } from "../http/register.ts";
import { type DeviceRecord, findDevices, insertDevice, revokeDevice } from "../store/device-store.ts";
import { instantOf, instantOrNull } from "../store/row-values.ts";

const rowOf = (device: DeviceRecord) => ({
  id: device.id, name: device.name, kind: device.kind,
  createdAt: instantOf(device.createdAt), lastSeenAt: instantOrNull(device.lastSeenAt), revokedAt: instantOrNull(device.revokedAt),
});

export function addDeviceRoutes(app: RouteApp): void {
  const { parts } = app;
  register(app, "listDevices", async ({ siteId }) => ({ devices: (await parts.store.read(siteId, (tx) => findDevices(tx, siteId))).map(rowOf) }));
  register(app, "createGateway", async (input) => {
    const { device, token } = await makeDevice(parts, input, "gateway");
    return { device, token };
  });
  register(app, "enrolTablet", async (input) => {
    const { device, token } = await makeDevice(parts, input, "tablet");
    parts.cookies.set(input.reply, tabletCookie, token);
    parts.sessions.forget();
    return { device };
  });
  register(app, "revokeDevice", async ({ siteId, actor, now, params }) => {
    await parts.store.write({ siteId, studyId: null, actor, now }, async ({ tx, audit }) => {
      const device = await revokeDevice(tx, siteId, params.deviceId, now);
      if (device === null) throw new ApiError("not-found");
      audit({ what: "device.revoked", entity: "device", entityId: device.id, from: null, to: rowOf(device) });
    });
    parts.sessions.forget();
    return {};
  });
}

/** The token is shown, or set as a cookie, this once; the database keeps its hash. */
function makeDevice(parts: AppParts, { siteId, actor, now, body }: HandlerInput<"createGateway" | "enrolTablet">, kind: "tablet" | "gateway") {
  const token = newToken();
  return parts.store.write({ siteId, studyId: null, actor, now }, async ({ tx, audit }) => {
    const device = rowOf(await insertDevice(tx, { id: parts.newId(), siteId, name: body.name, kind, tokenHash: hashToken(token), now, createdBy: actor.personId }));
    audit({ what: kind === "tablet" ? "device.tablet-enrolled" : "device.gateway-created", entity: "device", entityId: device.id, from: null, to: device });
    return { device, token };
  });
}
