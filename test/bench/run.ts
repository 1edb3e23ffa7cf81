import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * Runs one benchmark: `npm run bench -- NAME [--data DIR] [--sample N]`. A benchmark is a file beside this one that exports
 * `bench(options)` and resolves with its measurements; it reads real data and is no test.
 */
export interface BenchOptions {
  readonly data: string;
  /** Cases at most, evenly spread over all; all where it is not given. Only some benchmarks heed it. */
  readonly sample?: number;
}

export type Bench = (options: BenchOptions) => Promise<unknown>;

const folder = dirname(fileURLToPath(import.meta.url));

async function main([name = "", ...rest]: readonly string[]): Promise<void> {
  const names = readdirSync(folder).flatMap((file) => (/^[a-z0-9-]+\.js$/.test(file) ? [file.slice(0, -3)] : []));
  const known = names.filter((candidate) => candidate !== "run");
  if (!known.includes(name)) throw new Error(`No benchmark "${name}"; there are: ${known.join(", ")}.`);
  const { values } = parseArgs({ args: [...rest], options: { data: { type: "string" }, sample: { type: "string" } } });
  const data = resolve(values.data ?? "../shared/data");
  const sample = Number(values.sample);
  const module: { bench?: Bench } = await import(`./${name}.js`);
  if (!module.bench) throw new Error(`test/bench/${name}.ts exports no function "bench".`);
  console.log(JSON.stringify(await module.bench({ data, ...(sample > 0 && { sample }) }), undefined, 2));
}

await main(process.argv.slice(2));
