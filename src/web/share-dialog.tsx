import type { ReactNode } from "react";
import { reportShares } from "./addresses.ts";
import { Dialog } from "./dialog.tsx";
import { Links } from "./links.tsx";
import { hrefOf } from "./route.ts";

/** Links by which anybody may read one report. */
export function ShareDialog({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title="Share this report" onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>
          Whoever has a link can read this report with its evidence and files, and nothing else. A link is shown once;
          you can revoke it at any time.
        </p>
        <Links path={reportShares(runId)} toHref={(token) => hrefOf({ page: "shared", token })} />
      </div>
    </Dialog>
  );
}
