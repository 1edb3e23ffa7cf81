import type { ReactNode } from "react";
import type { JobView } from "../server/api-types.ts";
import { tellJob } from "./api.ts";
import type { Sending } from "./use-sending.ts";

/** Ends a run that waits for the user's word. */
export function DiscardButton({
  job,
  sending: { isSending, send },
}: {
  readonly job: Pick<JobView, "id">;
  readonly sending: Sending;
}): ReactNode {
  return (
    <button
      type="button"
      className="button button-quiet"
      disabled={isSending}
      onClick={() => send(() => tellJob(job.id, "cancel"))}
    >
      Discard
    </button>
  );
}
