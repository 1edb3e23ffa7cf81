// Preloaded into a server (`node --import`) and, through it, into its workers: they kill themselves at the exact moments
// listed in EXHIBIT_TEST_KILLS (`SelfKill`), however busy the machine is.
import { ChildProcess } from "node:child_process";
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";

/**
 * What happens is told as a text: `commit SQL…` (a whole transaction, or one statement outside of one, with its values),
 * `log LINE` (an event's line), `rename FROM TO`, `tell JSON` (server to worker) and `told JSON` (worker to server).
 */
export interface SelfKill {
  readonly process: "server" | "worker";
  readonly when: "before" | "after";
  /** All of these are in the text. */
  readonly words: readonly string[];
  /** File that is made at the moment: whoever starts next is not killed for the same. */
  readonly mark: string;
}

type Sync = (...args: never[]) => unknown;

const role = process.argv[1]?.endsWith("worker.js") ? "worker" : "server";
const kills = (JSON.parse(process.env.EXHIBIT_TEST_KILLS ?? "[]") as readonly SelfKill[]).filter(
  (each) => each.process === role && !fs.existsSync(each.mark),
);

function die(when: SelfKill["when"], text: string): void {
  const kill = kills.find((each) => each.when === when && each.words.every((word) => text.includes(word)));
  if (!kill || fs.existsSync(kill.mark)) return;
  fs.writeFileSync(kill.mark, text);
  process.kill(process.pid, "SIGKILL");
}

/** Replaces a method by one that dies before or after; `tell` puts the call into words. */
function around<Name extends string>(of: Record<Name, Sync>, name: Name, tell: (self: never, args: never[]) => string) {
  const original = of[name];
  of[name] = function (this: never, ...args: never[]) {
    const text = tell(this, args);
    die("before", text);
    const result = original.apply(this, args);
    if (result instanceof Promise) return result.finally(() => die("after", text));
    die("after", text);
    return result;
  };
}

const words = (args: readonly unknown[]): string => args.map((each) => String(each)).join(" ");

function watchDatabase(): void {
  // What the checkpoints and the queue use; the class tells nothing to its statements but the connection.
  const Sqlite = createRequire(import.meta.url)("better-sqlite3") as { prototype: Record<"prepare" | "exec", Sync> };
  const open = new WeakMap<object, string>();
  const prepare = Sqlite.prototype.prepare as (this: object, sql: string) => { run: Sync };
  Sqlite.prototype.prepare = function (this: object, sql: string) {
    const statement = prepare.call(this, sql);
    const run = statement.run.bind(statement) as (...args: unknown[]) => unknown;
    statement.run = (...args: unknown[]) => {
      const text = `${sql} ${JSON.stringify(args)}`;
      const transaction = open.get(this);
      if (transaction !== undefined) open.set(this, `${transaction}\n${text}`);
      else die("before", `commit ${text}`);
      const result = run(...args);
      if (transaction === undefined) die("after", `commit ${text}`);
      return result;
    };
    return statement;
  } as Sync;
  const exec = Sqlite.prototype.exec as (this: object, sql: string) => void;
  Sqlite.prototype.exec = function (this: object, sql: string) {
    if (sql.startsWith("BEGIN")) open.set(this, "");
    const text = sql === "COMMIT" ? `commit ${open.get(this)}` : "";
    die("before", text);
    exec.call(this, sql);
    die("after", text);
    if (/^(?:COMMIT|ROLLBACK)/.test(sql)) open.delete(this);
  } as Sync;
}

function watchFiles(): void {
  around(fs as never, "appendFileSync", (_, args) => `log ${words(args)}`);
  around(fs.promises as never, "rename", (_, args) => `rename ${words(args)}`);
  syncBuiltinESMExports();
}

function watchMessages(): void {
  // Each child gets a `send` of its own when its channel is opened.
  Object.defineProperty(ChildProcess.prototype, "send", {
    configurable: true,
    set(this: object, send: Sync) {
      const own = { send };
      around(own, "send", (_, [message]) => `tell ${JSON.stringify(message)}`);
      Object.defineProperty(this, "send", { configurable: true, writable: true, value: own.send });
    },
  });
  const child = ChildProcess.prototype as unknown as Record<"emit", Sync>;
  around(child, "emit", (_, [name, message]) => (name === "message" ? `told ${JSON.stringify(message)}` : ""));
}

if (kills.length > 0) {
  watchDatabase();
  watchFiles();
  watchMessages();
}
