import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Leaves for another address, once. (A redirect that is repeated on each render chases its own location.) */
export function GoTo({ to, from }: { readonly to: string; readonly from?: string }) {
  const navigate = useNavigate();
  const first = useRef({ to, from });
  useEffect(() => {
    const target = first.current;
    void navigate({ to: target.to, replace: true, ...(target.from !== undefined && { search: { from: target.from } }) });
  }, [navigate]);
  return null;
}
