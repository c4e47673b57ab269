import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/surfaces.css";
import "./app/shell.css";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { keepForOffline } from "./app/keep-for-offline.ts";
import { createQueryClient } from "./app/query-client.ts";
import { createAppRouter } from "./app/router.tsx";
import { applyTheme, readTheme } from "./app/theme.ts";
import { i18n } from "./i18n/i18n.ts";
import { SessionProvider } from "./session/session.tsx";
import { isSignInFragment } from "./sign-in/read-token.ts";
import { ToastRegion } from "./ui/toast.tsx";

applyTheme(readTheme());
keepForOffline();
if (isSignInFragment(location.hash)) history.replaceState(null, "", `/welcome${location.hash}`);
const place = document.getElementById("stroma");
if (place === null) throw new Error("index.html has no place for the application");
createRoot(place).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={createQueryClient()}>
        <SessionProvider>
          <RouterProvider router={createAppRouter()} />
          <ToastRegion />
        </SessionProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
