import { type ReactNode, useCallback, useEffect, useState } from "react";
import { loadOffer } from "./api.ts";
import { ComparePage } from "./compare-page.tsx";
import { Home } from "./home.tsx";
import { Icon } from "./icons.tsx";
import { Notice } from "./notice.tsx";
import { hrefOf, type Route, useRoute } from "./route.ts";
import { SharedPage } from "./shared-page.tsx";
import { Sidebar } from "./sidebar.tsx";
import { ThreadPage } from "./thread-page.tsx";
import { useLoaded } from "./use-loaded.ts";

/** The page: a shared report by itself, everything else within the workspace. */
export function App(): ReactNode {
  const route = useRoute();
  if (route.page === "shared") return <SharedPage key={route.token} token={route.token} />;
  return <Workspace route={route} />;
}

/** The page of somebody who may ask: past questions at the side, the work in the middle. */
function Workspace({ route }: { readonly route: Exclude<Route, { page: "shared" }> }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const [version, setVersion] = useState("");
  const close = useCallback(() => setIsOpen(false), []);
  useEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && close();
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [isOpen, close]);
  return (
    <div className="flex h-dvh flex-col">
      <button
        type="button"
        className="button sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-1.5"
        onClick={() => focusMain()}
      >
        Skip to the main part
      </button>
      <Header isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
      <div className="relative flex min-h-0 flex-1">
        <aside
          id="sidebar"
          aria-label="Sidebar"
          className={`w-64 shrink-0 border-r border-line bg-sunken max-md:absolute max-md:inset-y-0 max-md:left-0 max-md:z-30 max-md:w-[min(20rem,85vw)] max-md:shadow-2xl ${isOpen ? "" : "max-md:hidden"}`}
        >
          <Sidebar threadId={route.page === "thread" ? route.threadId : undefined} version={version} onGo={close} />
        </aside>
        {isOpen && (
          <button
            type="button"
            className="absolute inset-0 z-20 bg-black/30 md:hidden"
            aria-label="Close the sidebar"
            onClick={close}
          />
        )}
        <Middle route={route} onChange={setVersion} />
      </div>
    </div>
  );
}

/** The address behind `#` tells the page where it is, so skipping moves the focus itself. */
function focusMain(): void {
  const main = document.getElementById("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
}

function Header({ isOpen, onToggle }: { readonly isOpen: boolean; readonly onToggle: () => void }): ReactNode {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-3">
      <button
        type="button"
        className="button button-quiet px-2 md:hidden"
        aria-expanded={isOpen}
        aria-controls="sidebar"
        onClick={onToggle}
      >
        <Icon name="menu" />
        <span className="sr-only">Past questions</span>
      </button>
      <a href={hrefOf({ page: "new" })} className="flex items-baseline gap-2">
        <span aria-hidden="true" className="font-serif text-lg font-semibold text-accent">
          [<span className="text-[0.6em] align-[0.25em]">●</span>]
        </span>
        <span className="font-serif text-lg font-semibold">Exhibit</span>
      </a>
    </header>
  );
}

/** The server's own form for a token; it comes back here. */
const signIn = { label: "Sign in", run: () => location.assign("/signin") };

function Middle({
  route,
  onChange,
}: {
  readonly route: Exclude<Route, { page: "shared" }>;
  readonly onChange: (version: string) => void;
}): ReactNode {
  const offer = useLoaded(loadOffer);
  if (route.page === "compare") return <ComparePage before={route.before} after={route.after} />;
  if (offer.state === "failed")
    return (
      <main id="main" className="mx-auto max-w-xl p-6">
        <h1 className="sr-only">Exhibit</h1>
        <Notice action={offer.isSignedOut ? signIn : { label: "Try again", run: offer.reload }}>{offer.message}</Notice>
      </main>
    );
  if (offer.state === "loading") return <main id="main" aria-busy="true" className="flex-1" />;
  if (route.page === "thread")
    return <ThreadPage key={route.threadId} {...route} offer={offer.value} onChange={onChange} />;
  return <Home offer={offer.value} />;
}
