import { useEffect } from "react";

const own = "Exhibit";

/** Names the browser's tab after what is shown, so that several can be told apart. */
export function useTitle(shown: string | undefined): void {
  useEffect(() => {
    document.title = shown ? `${shown} · ${own}` : own;
    return () => {
      document.title = own;
    };
  }, [shown]);
}
