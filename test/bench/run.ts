import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Runs one benchmark: `npm run bench -- NAME [--data DIR]`. A benchmark is a file beside this one that exports
 * `bench(options)` and resolves with its measurements; it reads real data and is no test.
 */
export interface BenchOptions {
  readonly data: string;
}

export type Bench = (options: BenchOptions) => Promise<unknown>;

const folder = dirname(fileURLToPath(import.meta.url));

async function main([name = "", ...rest]: readonly string[]): Promise<void> {
  const names = readdirSync(folder).flatMap((file) => (/^[a-z0-9-]+\.js$/.test(file) ? [file.slice(0, -3)] : []));
  const known = names.filter((candidate) => candidate !== "run");
  if (!known.includes(name)) throw new Error(`No benchmark "${name}"; there are: ${known.join(", ")}.`);
  const flag = rest.indexOf("--data");
  const data = resolve(rest[flag + 1] && flag >= 0 ? (rest[flag + 1] ?? "") : "../shared/data");
  const module: { bench?: Bench } = await import(`./${name}.js`);
  if (!module.bench) throw new Error(`test/bench/${name}.ts exports no function "bench".`);
  console.log(JSON.stringify(await module.bench({ data }), undefined, 2));
}

await main(process.argv.slice(2));
