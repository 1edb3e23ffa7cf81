import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../../src/package-root.ts";
import type { SelfKill } from "./kill-self.ts";
import { writeMiniLibrary } from "./mini-library.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");
const preload = join(packageRoot, "dist/test/support/kill-self.js");

/** A moment at which a process kills itself. */
export type Moment = Omit<SelfKill, "mark">;

/** The server dies before or after what all these words tell of. */
export const server = (when: Moment["when"], ...words: string[]): Moment => ({ process: "server", when, words });
/** A worker dies. */
export const worker = (when: Moment["when"], ...words: string[]): Moment => ({ process: "worker", when, words });

/** One process of the server, from its start to its end. */
export interface ServerLife {
  readonly process: ChildProcess;
  /** Its address once it listens; undefined when it ended before. */
  readonly url: Promise<string | undefined>;
  /** The signal that ended it. */
  readonly ended: Promise<string | null>;
}

/** A server in processes of its own over one folder, as an operator starts it, again and again. */
export interface KilledServer {
  readonly folder: string;
  /** Absolute folder of the runs. */
  readonly out: string;
  start(moments?: readonly Moment[]): ServerLife;
  /** Whether a moment of the last life came. */
  came(moment: Moment): boolean;
  /** Kills what is left of it. */
  close(): Promise<void>;
}

export interface KilledServerOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly modelUrl: string;
  /** Origins that briefings may be sent to. */
  readonly allow: readonly string[];
}

export async function killedServer({ folder, modelUrl, allow }: KilledServerOptions): Promise<KilledServer> {
  const out = join(folder, "outputs");
  const library = await writeMiniLibrary(folder, ["plant.html", "letter.md"]);
  await mkdir(join(folder, "marks"));
  await writeFile(join(folder, "exhibit.config.json"), JSON.stringify({ allowAddresses: allow, search: [] }));
  const marks = new Map<Moment, string>();
  const lives: ServerLife[] = [];
  let count = 0;
  const flags = ["--port", "0", "--library", library, "--model", "vllm:m", "--model-url", modelUrl, "--out", out];
  return {
    folder,
    out,
    start(moments = []) {
      const kills = moments.map((moment): SelfKill => {
        count += 1;
        const mark = join(folder, "marks", String(count));
        marks.set(moment, mark);
        return { ...moment, mark };
      });
      const env = { ...process.env, EXHIBIT_TEST_KILLS: JSON.stringify(kills) };
      const command = ["--import", preload, entry, "serve", ...flags];
      const life = lifeOf(spawn(process.execPath, command, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] }));
      lives.push(life);
      return life;
    },
    came: (moment) => existsSync(marks.get(moment) ?? ""),
    async close() {
      for (const { process: child } of lives) child.kill("SIGKILL");
      await Promise.all(lives.map(({ ended }) => ended));
    },
  };
}

function lifeOf(child: ChildProcess): ServerLife {
  if (!child.stdout) throw new Error("the server has no stdout");
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(([, signal]) => signal as string | null);
  const listens = new Promise<string>((resolve) => {
    lines.on("line", (line) => {
      const address = /listens on (\S+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
  return { process: child, ended, url: Promise.race([listens, ended.then(() => undefined)]) };
}
