/** Numbers, times and durations in the active language. */
import { unitText } from "@stroma/domain";
import { i18n } from "./i18n.ts";
import { readSiteZone } from "./site-zone.ts";

export function formatNumber(value: number, digits = 6): string {
  return remembered(`${i18n.locale} ${digits}`, numberFormats, () => new Intl.NumberFormat(i18n.locale, { maximumSignificantDigits: digits })).format(value);
}

/** Unit as people write it, from UCUM. */
export function formatUnit(unit: string): string {
  return unitText(unit);
}

/** Value and unit in one text; for places where no markup can stand. */
export function formatQuantity(quantity: { readonly value: number; readonly unit: string }): string {
  return `${formatNumber(quantity.value)}\u00A0${unitText(quantity.unit)}`.trim();
}

type Time = string | number;

export function formatTime(time: Time, timeZone?: string): string {
  return format(time, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
}
export function formatTimeWithSeconds(time: Time, timeZone?: string): string {
  return format(time, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, timeZone);
}
export function formatDate(time: Time, timeZone?: string): string {
  return format(time, { day: "numeric", month: "short", year: "numeric" }, timeZone);
}
export function formatDateTime(time: Time, timeZone?: string): string {
  return format(time, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
}
/** UTC instant without ambiguity, for the audit. */
export function formatUtc(time: Time): string {
  return `${new Date(time).toISOString().replace("T", " ").slice(0, 19)} UTC`;
}

/** In the site's zone where no other is named. */
function format(time: Time, options: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  const key = `${i18n.locale} ${timeZone ?? ""} ${Object.entries(options).join(" ")}`;
  return remembered(key, timeFormats, () => new Intl.DateTimeFormat(i18n.locale, { ...options, timeZone: timeZone ?? readSiteZone() })).format(new Date(time));
}

// To make a formatter costs far more than to use it, and clocks are shown again each second.
const numberFormats = new Map<string, Intl.NumberFormat>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();

function remembered<Format>(key: string, formats: Map<string, Format>, make: () => Format): Format {
  const known = formats.get(key) ?? make();
  formats.set(key, known);
  return known;
}

/** 3:07 or 1:02:03, for clocks that count. Negative spans carry a minus sign. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.trunc(Math.abs(milliseconds) / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours > 0 ? two(Math.floor((seconds % 3600) / 60)) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${milliseconds < 0 && seconds > 0 ? "−" : ""}${hours > 0 ? `${hours}:` : ""}${rest}`;
}
