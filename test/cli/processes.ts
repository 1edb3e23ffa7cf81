import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process and waits for its end; `prefix` is a command that starts it. */
export async function exhibit(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly prefix?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<Ended> {
  const [command = "", ...rest] = [...(options.prefix ?? []), process.execPath, entry, ...args];
  const { EXHIBIT_OUT: _, EXHIBIT_SKILLS: __, ...inherited } = process.env;
  const env = { ...inherited, ...options.env };
  const child = spawn(command, rest, { cwd: options.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}
