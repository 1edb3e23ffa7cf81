import { hideSecrets } from "../errors.ts";
import type { RunEvent } from "../events.ts";

/** The gravest first; a level takes in all before it. */
export const logLevels = ["error", "warn", "info", "debug"] as const;
/** How grave a line is. */
export type LogLevel = (typeof logLevels)[number];

/** What stands in a line beside its message: ids, numbers and codes, never content. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One JSON object a line: when, how grave, what, and the ids to find more by. */
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

/** What is written, and where to. */
export interface LogOptions {
  /** Lines less grave are not written. */
  readonly level: LogLevel;
  readonly write: (line: string) => void;
  readonly now: () => Date;
  /** Keys of this server, which stand in no line. */
  readonly secrets: readonly string[];
}

/**
 * A log for programs.
 *
 * Contract: keys of this server, tokens of its clients and signatures of links never stand in it, wherever they came
 * from.
 */
export function createLog({ level, write, now, secrets }: LogOptions): Log {
  const least = logLevels.indexOf(level);
  return (of, message, fields = {}) => {
    if (logLevels.indexOf(of) > least) return;
    const line = JSON.stringify({ at: now().toISOString(), level: of, message, ...fields });
    write(redacted(line, secrets));
  };
}

const credentials: readonly (readonly [RegExp, string])[] = [
  [/\bexh_([0-9a-f]{12})_[\w-]+/g, "exh_$1_…"],
  [/\bwhsec_[\w+/=-]+/g, "whsec_…"],
  [/\b(Bearer|Basic) +[\w.~+/=-]+/gi, "$1 …"],
  [/\b(signature|token|key|secret|password|api_key|apikey|access_token)=[^&\s"\\]+/gi, "$1=…"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "eyJ…"],
  [/(\/api\/shared\/)[\w-]+/g, "$1…"],
  [/([\\/]uploads[\\/]+[\w-]+[\\/]+[0-9a-f-]{36}[\\/]+)[^"'\\]+/g, "$1…"],
  [/(:\/\/)[^/\s"@]+@/g, "$1…@"],
];

function redacted(line: string, secrets: readonly string[]): string {
  return credentials.reduce((text, [pattern, shown]) => text.replace(pattern, shown), hideSecrets(line, secrets));
}

/** Tells of a run what an operator acts on; what it reads and writes is its tenant's own. */
export function logEvent(log: Log, run: string, event: RunEvent): void {
  const note = noteOf(event);
  if (note) log(note[0], note[1], { run, ...note[2] });
}

function noteOf(event: RunEvent): readonly [LogLevel, string, LogFields] | undefined {
  switch (event.type) {
    case "run-start":
      return ["info", "run started", { resumed: event.resumed }];
    case "run-end": {
      const { outcome, durationMs } = event;
      return [outcome === "failed" ? "error" : "info", "run ended", { outcome, durationMs }];
    }
    case "failure":
      return ["warn", "failure", { stage: event.failure.stage, code: event.failure.code }];
    case "source-failed":
      return ["debug", "source not read", { code: event.failure.code }];
    case "model-end":
      return ["debug", "model answered", { model: event.model, stage: event.stage, durationMs: event.durationMs }];
    default:
      return undefined;
  }
}
