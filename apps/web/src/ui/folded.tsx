import { useId, useState, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Icon } from "./icon.tsx";

/** A part that is folded away until somebody asks for it. */
export function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <AriaButton className="button button-quiet" aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>
        <Icon name="chevron" size={16} />
        {title}
      </AriaButton>
      <div id={id} hidden={!isOpen}>{children}</div>
    </div>
  );
}
