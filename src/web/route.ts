import { useSyncExternalStore } from "react";

/** Where the reader is; kept behind the `#`, so that a link's token never reaches a server's log or a referrer. */
export type Route =
  | { readonly page: "new" }
  /** With a run whose report is being read; without one the conversation comes first. */
  | { readonly page: "thread"; readonly threadId: string; readonly runId?: string }
  | { readonly page: "shared"; readonly token: string }
  | { readonly page: "compare"; readonly before: string; readonly after: string };

/** Reads what stands behind the `#`; what leads nowhere is the page for a new question. Never throws. */
export function parseRoute(hash: string): Route {
  const [page, first, second] = hash
    .replace(/^#?\/?/, "")
    .split("/")
    .map(decoded);
  if (page === "thread" && first) return { page, threadId: first, ...(second ? { runId: second } : {}) };
  if (page === "shared" && first) return { page, token: first };
  if (page === "compare" && first && second) return { page, before: first, after: second };
  return { page: "new" };
}

/** The link to a place in the page; `parseRoute` gives the place back. */
export function hrefOf(route: Route): string {
  if (route.page === "thread")
    return `#/thread/${[route.threadId, ...(route.runId ? [route.runId] : [])].map(encodeURIComponent).join("/")}`;
  if (route.page === "shared") return `#/shared/${encodeURIComponent(route.token)}`;
  if (route.page === "compare")
    return `#/compare/${encodeURIComponent(route.before)}/${encodeURIComponent(route.after)}`;
  return "#/";
}

/** Goes to a place, with an entry in the browser's history. */
export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

/** Goes there in place of where one is, so that going back does not stop here. */
export function replaceBy(route: Route): void {
  if (location.hash !== hrefOf(route)) location.replace(hrefOf(route));
}

/** The address as it is now; a component that uses it is drawn again when it changes. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener("hashchange", changed);
      return () => removeEventListener("hashchange", changed);
    },
    () => location.hash,
  );
  return parseRoute(hash);
}

/** A malformed escape is somebody's typing error, not ours: the text stands as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
