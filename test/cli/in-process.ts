import { main } from "../../src/cli/main.ts";
import type { Printer } from "../../src/cli/print.ts";
import type { Ended } from "./processes.ts";

/**
 * Runs the command line in this process, which is much quicker than a new one; meanwhile the process is in `cwd`, if
 * one is named, with this environment over its own.
 */
export async function exhibitHere(
  args: readonly string[],
  { cwd = process.cwd(), env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const results: string[] = [];
  const notes: string[] = [];
  const printer: Printer = {
    isTerminal: false,
    result: (line) => results.push(`${line}\n`),
    note: (line) => notes.push(`${line}\n`),
    status: () => undefined,
  };
  const before = { exitCode: process.exitCode, cwd: process.cwd(), env: process.env };
  process.exitCode = undefined;
  process.chdir(cwd);
  process.env = { ...before.env, ...env };
  try {
    await main(args, printer);
    return { code: Number(process.exitCode ?? 0), stdout: results.join(""), stderr: notes.join("") };
  } finally {
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
    process.env = before.env;
  }
}
