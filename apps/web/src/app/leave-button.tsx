import { useMutation } from "@tanstack/react-query";
import { call } from "../api-client.ts";
import { t } from "../i18n/i18n.ts";
import { useSession } from "../session/session.tsx";
import { Button } from "../ui/button.tsx";

/** On an enrolled tablet: lock, so that the next person can switch in. In another browser: sign out. */
export function LeaveButton() {
  const session = useSession();
  const onTablet = session.tablet !== null;
  const leave = useMutation({
    mutationFn: async () => {
      if (onTablet) return call("lockTablet", { body: {} });
      await call("signOut", { body: {} });
      return call("readSession", {});
    },
    onSuccess: session.adopt,
  });
  return <Button icon="lock" isPending={leave.isPending} onPress={() => leave.mutate()}>{t(onTablet ? "shell.lock" : "shell.sign-out")}</Button>;
}
