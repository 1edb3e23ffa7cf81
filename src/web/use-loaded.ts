import { useCallback, useEffect, useState } from "react";
import { messageOf } from "../errors.ts";

/** Something on its way from the server. */
export type Loaded<Value> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "ready"; readonly value: Value };

/**
 * What `load` gives, again whenever `load` changes (keep it stable with `useCallback`) or `reload` is called.
 *
 * Contract: an answer that comes after a newer question is dropped; while it loads again, the last value stays.
 */
export function useLoaded<Value>(
  load: (() => Promise<Value>) | undefined,
): Loaded<Value> & { readonly reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: "loading" });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((last) => last + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how a caller asks to load again
  useEffect(() => {
    if (!load) return;
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setLoaded({ state: "ready", value }),
      (error: unknown) => isCurrent && setLoaded({ state: "failed", message: messageOf(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [load, round]);
  return { ...loaded, reload };
}
