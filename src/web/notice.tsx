import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

/** Something went wrong or is missing, in words that say what to do. */
export function Notice({
  children,
  action,
}: {
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}): ReactNode {
  return (
    <div role="alert" className="flex items-start gap-3 rounded-xl border border-line bg-raised p-3 text-sm">
      <span className="mt-0.5 text-warn">
        <Icon name="warn" />
      </span>
      <p className="min-w-0 flex-1">{children}</p>
      {action && (
        <button type="button" className="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}

/** A line where something will be in a moment. */
export function Waiting({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className="pulse p-4 text-sm text-muted">{children}</p>;
}
