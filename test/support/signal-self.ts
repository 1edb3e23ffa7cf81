// Preloaded into a program (`node --import`): it sends itself signals the moment it has written certain words, so that
// a test interrupts it at an exact place, however busy the machine is. EXHIBIT_TEST_SIGNALS is a list of `SelfSignal`.

/** Sent once, when `words` have been written for the nth time (the first if nothing is said). */
export interface SelfSignal {
  readonly words: string;
  readonly signal: "SIGKILL" | "SIGINT" | "SIGSTOP";
  readonly nth?: number;
}

const waiting = (JSON.parse(process.env.EXHIBIT_TEST_SIGNALS ?? "[]") as readonly SelfSignal[]).map((each) => ({
  ...each,
  left: each.nth ?? 1,
}));

function signalAfter(text: string): void {
  for (const each of waiting) {
    if (!text.includes(each.words)) continue;
    each.left -= 1;
    if (each.left === 0) process.kill(process.pid, each.signal);
  }
}

for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = ((...args: unknown[]) => {
    const isTaken = write(...args);
    signalAfter(String(args[0]));
    return isTaken;
  }) as typeof stream.write;
}
