/** Every address of the application. Each page is loaded when it is first opened, so the bedside stays small. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { loadOtherTexts } from "../i18n/i18n.ts";
import { AppShell } from "./app-shell.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageFailure } from "./page-failure.tsx";
import { SignedIn } from "./signed-in.tsx";

/** A page beyond the bedside comes with its texts. */
async function withTexts<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, loadOtherTexts()]);
  return loaded;
}

/** Lists of participants and lots stand under one study. */
const readStudyChoice = (search: Record<string, unknown>): { study?: string } => (typeof search["study"] === "string" ? { study: search["study"] } : {});
const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundPage, errorComponent: PageFailure });
const guarded = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedIn });

const welcome = createRoute({ getParentRoute: () => root, path: "/welcome", component: lazyRouteComponent(() => import("../sign-in/welcome-page.tsx"), "WelcomePage") });
const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", validateSearch: (search: Record<string, unknown>): { from?: string } => (typeof search["from"] === "string" && search["from"].startsWith("/") ? { from: search["from"] } : {}), component: lazyRouteComponent(() => import("../sign-in/sign-in-page.tsx"), "SignInPage") });
/** Outside the guard: the stop works on an enrolled tablet while nobody is signed in. */
export const bedsideRoute = createRoute({ getParentRoute: () => root, path: "/infusions/$infusionId", component: lazyRouteComponent(() => import("../bedside/bedside-page.tsx"), "BedsidePage") });
export const recordRoute = createRoute({ getParentRoute: () => guarded, path: "/infusions/$infusionId/record", component: lazyRouteComponent(() => withTexts(import("../bedside/record/record-page.tsx")), "RecordPage") });

const home = createRoute({ getParentRoute: () => guarded, path: "/", component: lazyRouteComponent(() => withTexts(import("../home/home-page.tsx")), "HomePage") });
const wardBoard = createRoute({ getParentRoute: () => guarded, path: "/ward-board", component: lazyRouteComponent(() => withTexts(import("../ward-board/ward-board-page.tsx")), "WardBoardPage") });
const studies = createRoute({ getParentRoute: () => guarded, path: "/studies", component: lazyRouteComponent(() => withTexts(import("../studies/studies-page.tsx")), "StudiesPage") });
const study = createRoute({ getParentRoute: () => guarded, path: "/studies/$studyId", component: lazyRouteComponent(() => withTexts(import("../studies/study-page.tsx")), "StudyPage") });
const confirmLimits = createRoute({ getParentRoute: () => guarded, path: "/studies/$studyId/limits", component: lazyRouteComponent(() => withTexts(import("../studies/confirm-limits-page.tsx")), "ConfirmLimitsPage") });
const participants = createRoute({ getParentRoute: () => guarded, path: "/participants", validateSearch: readStudyChoice, component: lazyRouteComponent(() => withTexts(import("../participants/participants-page.tsx")), "ParticipantsPage") });
const participant = createRoute({ getParentRoute: () => guarded, path: "/participants/$participantId", component: lazyRouteComponent(() => withTexts(import("../participants/participant-page.tsx")), "ParticipantPage") });
const lots = createRoute({ getParentRoute: () => guarded, path: "/lots", validateSearch: readStudyChoice, component: lazyRouteComponent(() => withTexts(import("../lots/lots-page.tsx")), "LotsPage") });
const lot = createRoute({ getParentRoute: () => guarded, path: "/lots/$lotId", component: lazyRouteComponent(() => withTexts(import("../lots/lot-page.tsx")), "LotPage") });
const audit = createRoute({ getParentRoute: () => guarded, path: "/audit", component: lazyRouteComponent(() => withTexts(import("../audit/audit-page.tsx")), "AuditPage") });
const people = createRoute({ getParentRoute: () => guarded, path: "/people", component: lazyRouteComponent(() => withTexts(import("../settings/people-page.tsx")), "PeoplePage") });
const devices = createRoute({ getParentRoute: () => guarded, path: "/devices", component: lazyRouteComponent(() => withTexts(import("../settings/devices-page.tsx")), "DevicesPage") });
const account = createRoute({ getParentRoute: () => guarded, path: "/account", component: lazyRouteComponent(() => withTexts(import("../settings/account-page.tsx")), "AccountPage") });

const routeTree = root.addChildren([welcome, signIn, bedsideRoute, guarded.addChildren([home, wardBoard, studies, study, confirmLimits, participants, participant, lots, lot, audit, people, devices, account, recordRoute])]);

export function createAppRouter() {
  return createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });
}
declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
