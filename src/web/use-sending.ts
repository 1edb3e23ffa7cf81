import { useState } from "react";
import { messageOf } from "../errors.ts";

/** Sending the user's word to a run that waits for it. */
export interface Sending {
  /** From the first try until it failed; what was heard stays so, because the run goes on. */
  readonly isSending: boolean;
  readonly problem: string | undefined;
  send(work: () => Promise<unknown>): Promise<void>;
}

/** `onDone` is called once the word was heard. */
export function useSending(onDone: () => void): Sending {
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const send = async (work: () => Promise<unknown>) => {
    setIsSending(true);
    setProblem(undefined);
    try {
      await work();
      onDone();
    } catch (error) {
      setProblem(messageOf(error));
      setIsSending(false);
    }
  };
  return { isSending, problem, send };
}
