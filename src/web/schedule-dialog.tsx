import type { ReactNode } from "react";
import type { Offer } from "../server/api-types.ts";
import { Dialog } from "./dialog.tsx";

/** Asks the same question again by itself. */
export function ScheduleDialog({
  question,
  onClose,
}: {
  readonly question: string;
  readonly offer: Offer;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog title="Ask this again by itself" onClose={onClose}>
      <p>{question}</p>
    </Dialog>
  );
}
