/** What was opened together, and how each part of it ends. */
export interface Closing {
  /** To be called right after something was opened. */
  add(close: () => unknown): void;
  /**
   * Ends everything, the last first; called again, nothing.
   *
   * Contract: one part that cannot be ended keeps no other from it; rejects with the first failure when all are done.
   */
  close(): Promise<void>;
}

/** Opens something of several parts; where one cannot be opened, those before it are ended. */
export async function openTogether<Value>(open: (closing: Closing) => Promise<Value>): Promise<Value> {
  const closing = createClosing();
  try {
    return await open(closing);
  } catch (error) {
    // Why it could not be opened is the failure to tell.
    await closing.close().catch(() => undefined);
    throw error;
  }
}

function createClosing(): Closing {
  const parts: (() => unknown)[] = [];
  return {
    add: (close) => {
      parts.push(close);
    },
    async close() {
      const failures: unknown[] = [];
      for (let end = parts.pop(); end; end = parts.pop()) {
        try {
          await end();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
