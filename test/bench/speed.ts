import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import type { BenchOptions } from "./run.ts";

const entry = join(packageRoot, "dist/src/cli/index.js");
const question = "How did Apple's total net sales, operating income and net income develop from 2022 Q3 to 2023 Q3?";

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly code: number | null;
}

/** Processes below `root`, itself included, from /proc. */
async function processTree(root: number): Promise<number[]> {
  const children = await readFile(`/proc/${root}/task/${root}/children`, "utf8").catch(() => "");
  const ids = children.split(" ").filter(Boolean).map(Number);
  return [root, ...(await Promise.all(ids.map(processTree))).flat()];
}

/** Proportional set size of one process in kB: shared pages are counted once over all processes. */
async function memoryOf(id: number): Promise<number> {
  const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
}

async function measure(args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, [entry, ...args], { stdio: "ignore" });
  let peak = 0;
  const timer = setInterval(async () => {
    const ids = child.pid === undefined ? [] : await processTree(child.pid);
    const sizes = await Promise.all(ids.map(memoryOf));
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  }, 100);
  const [code] = await once(child, "exit");
  clearInterval(timer);
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: peak / 1024, code: code as number | null };
}

/** Start-up, a first run over the quarterly reports (all five formats) and a second with the index warm. */
export async function bench({ data }: BenchOptions): Promise<unknown> {
  const out = await mkdtemp(join(tmpdir(), "exhibit-speed-"));
  const args = ["research", question, "--library", join(data, "sec-10q/docs"), "--offline", "--out", out];
  try {
    const help = await measure(["--help"]);
    const first = await measure(args);
    const second = await measure(args);
    return {
      help,
      first,
      second,
      ratio: second.seconds / first.seconds,
      checkpointKilobytes: await checkpointKilobytes(out),
    };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function checkpointKilobytes(out: string): Promise<number> {
  const run = (await readdir(out)).find((name) => /^\d{4}-/.test(name)) ?? "";
  const names = (await readdir(join(out, run))).filter((name) => name.startsWith("checkpoints.sqlite"));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(out, run, name))).size));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}
