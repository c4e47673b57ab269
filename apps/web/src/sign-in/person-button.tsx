import type { Role } from "@stroma/domain";
import { t } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import "./sign-in.css";

export function PersonButton({ name, roles, onPress, isPending = false }: { readonly name: string; readonly roles: readonly Role[]; readonly onPress: () => void; readonly isPending?: boolean }) {
  return (
    <Button wide icon="person" onPress={onPress} isPending={isPending}>
      <span className="person-button">
        <strong>{name}</strong>
        <span className="small soft">{roles.map((role) => t(`role.${role}`)).join(", ")}</span>
      </span>
    </Button>
  );
}
