/** The site's time zone and the infusion's number, kept on the tablet: while it is locked the server says neither. */
const zoneKey = "stroma.time-zone";
const numberKey = (infusionId: string) => `stroma.infusion.${infusionId}`;

/** Times must not change their zone because somebody locks the tablet. */
export function keepTimeZone(timeZone: string | undefined): string | undefined {
  if (timeZone !== undefined) localStorage.setItem(zoneKey, timeZone);
  return timeZone ?? localStorage.getItem(zoneKey) ?? undefined;
}

export function keepInfusionName(infusionId: string, name: { readonly number: string; readonly synthetic: boolean }): void {
  sessionStorage.setItem(numberKey(infusionId), JSON.stringify(name));
}
export function readInfusionName(infusionId: string): { readonly number: string; readonly synthetic: boolean } | null {
  const kept = sessionStorage.getItem(numberKey(infusionId));
  return kept === null ? null : (JSON.parse(kept) as { number: string; synthetic: boolean });
}
