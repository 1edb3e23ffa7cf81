import type { ReactNode } from "react";
import { sharedReport } from "./addresses.ts";
import { ReportPane } from "./report-pane.tsx";
import { Downloads } from "./report-toolbar.tsx";

/** A report as whoever has its link sees it. */
export function SharedPage({ token }: { readonly token: string }): ReactNode {
  const base = sharedReport(token);
  return (
    <main className="flex h-dvh flex-col" id="main">
      <ReportPane
        base={base}
        toolbar={
          <div className="flex items-center justify-between gap-2">
            <p className="text-sm text-muted">Shared with you, to read</p>
            <Downloads base={base} />
          </div>
        }
      />
    </main>
  );
}
