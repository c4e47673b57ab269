import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "neutral" | "good" | "warning" | "critical" | "info";
const toneIcon: Readonly<Record<Tone, IconName>> = { neutral: "minus", good: "check", warning: "warning", critical: "critical", info: "info" };

/** A state in one or two words, with an icon: never by colour alone. */
export function Badge({ tone = "neutral", icon, children }: { readonly tone?: Tone; readonly icon?: IconName; readonly children: ReactNode }) {
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon ?? toneIcon[tone]} size={14} />
      <span>{children}</span>
    </span>
  );
}

/** A message with room for more than a word. `role` "alert" interrupts; leave it out for what stands there from the start. */
export function Notice({ tone = "info", icon, children, role }: { readonly tone?: Exclude<Tone, "neutral">; readonly icon?: IconName; readonly children: ReactNode; readonly role?: "alert" | "status" }) {
  return (
    <div className={`notice notice-${tone}`} {...(role && { role })}>
      <Icon name={icon ?? toneIcon[tone]} size={22} />
      <div className="notice-body">{children}</div>
    </div>
  );
}
