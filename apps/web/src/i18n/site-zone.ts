/** The site's time zone: clinical times are shown and entered in it, wherever the device believes itself to be. */
const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
let zone: string | null = null;

export function setSiteZone(timeZone: string | null): void {
  zone = timeZone;
}

/** The site's zone; the device's own while no site is known. */
export function readSiteZone(): string {
  return zone ?? deviceZone();
}

/** Does the device live in another zone than the site? Then fields for times say whose time they take. */
export function isForeignZone(): boolean {
  return zone !== null && zone !== deviceZone();
}
