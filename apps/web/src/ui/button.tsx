import { Button as AriaButton, type ButtonProps } from "react-aria-components";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../i18n/i18n.ts";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonVariant = "plain" | "primary" | "danger" | "quiet";
interface Look {
  readonly variant?: ButtonVariant;
  /** `bedside`: 56 px high, for gloved hands. */
  readonly size?: "normal" | "bedside";
  readonly wide?: boolean;
  readonly icon?: IconName;
}
const className = ({ variant = "plain", size = "normal", wide = false }: Look) =>
  ["button", variant === "plain" ? "" : `button-${variant}`, size === "bedside" ? "button-bedside" : "", wide ? "button-wide" : ""].filter(Boolean).join(" ");

/** A button. While `isPending` it keeps its size and says that it works. */
export function Button({ variant, size, wide, icon, children, isPending = false, onPress, type = "button", ...rest }: Look & Omit<ButtonProps, "className" | "children"> & { readonly children?: ReactNode }) {
  return (
    // Not React Aria's own `isPending`: its announcement stays in the page without a name. A second press does nothing.
    <AriaButton {...rest} type={isPending ? "button" : type} {...(onPress !== undefined && { onPress: isPending ? () => {} : onPress })} data-pending={isPending ? "" : undefined} className={className({ ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) })}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
      {isPending && <output className="visually-hidden">{t("ui.working")}</output>}
    </AriaButton>
  );
}

/** A link that looks like a button: it goes somewhere, it does nothing else. */
export function ButtonLink({ variant, size, wide, icon, children, ...rest }: Look & Omit<LinkProps, "children"> & { readonly children: ReactNode }) {
  return (
    <Link {...rest} className={className({ ...(variant && { variant }), ...(size && { size }), ...(wide && { wide }) })}>
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </Link>
  );
}
