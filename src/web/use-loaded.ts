import { useCallback, useEffect, useState } from "react";
import { messageOf } from "../errors.ts";
import { ApiError } from "./call.ts";

/** Something on its way from the server. */
export type Loaded<Value> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string; readonly isSignedOut: boolean }
  | { readonly state: "ready"; readonly value: Value };

const firstWaitMs = 500;
const longestWaitMs = 8_000;

/** A server that is away comes back; what it refuses it would refuse again. */
const isAway = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status >= 502);

/**
 * What `load` gives, again whenever `load` changes (keep it stable with `useCallback`) or `reload` is called.
 *
 * Contract: an answer that comes after a newer question is dropped; while it loads again, or the server is away for a
 * while, the last value stays; a server that is away is asked again until it answers.
 */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> & { readonly reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: "loading" });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((last) => last + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how a caller asks to load again
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = async (waitMs: number): Promise<void> => {
      try {
        const value = await load();
        if (isCurrent) setLoaded({ state: "ready", value });
      } catch (error) {
        if (!isCurrent) return;
        const isSignedOut = error instanceof ApiError && error.status === 401;
        const failed = { state: "failed", message: messageOf(error), isSignedOut } as const;
        setLoaded((last) => (last.state === "ready" && isAway(error) ? last : failed));
        if (isAway(error)) timer = setTimeout(() => attempt(Math.min(waitMs * 2, longestWaitMs)), waitMs);
      }
    };
    void attempt(firstWaitMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [load, round]);
  return { ...loaded, reload };
}
