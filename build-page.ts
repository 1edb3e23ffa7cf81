/**
 * Builds the chat page into `dist/web`, when what it is made of has changed since it was built last.
 *
 * Run by `npm run build` after the compiler. The stamp beside the page is the hash of its sources, of what they share with
 * the server, and of the lock file, which names the tools.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./src/package-root.ts";

const page = join(packageRoot, "src", "web");
const target = join(packageRoot, "dist", "web");
const stampFile = join(target, ".stamp");

function stampOf(): string {
  const hash = createHash("sha256");
  const folders = [page, join(packageRoot, "src", "report")];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:tsx?|css|html|svg)$/.test(name))
      .sort()
      .map((name) => join(folder, name)),
  );
  const others = ["package-lock.json", "build-page.ts", "src/errors.ts"].map((name) => join(packageRoot, name));
  for (const file of [...files, ...others]) hash.update(file.slice(packageRoot.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Built under another name first: a server or a test beside this one never sees half a page. */
async function build(stamp: string): Promise<void> {
  const [{ build: bundle }, { default: tailwind }, { default: react }] = await Promise.all([
    import("vite"),
    import("@tailwindcss/vite"),
    import("@vitejs/plugin-react"),
  ]);
  const fresh = `${target}-${randomUUID()}`;
  try {
    await bundle({
      root: page,
      base: "./",
      configFile: false,
      logLevel: "error",
      plugins: [react(), tailwind()],
      worker: { format: "es" },
      build: {
        outDir: fresh,
        emptyOutDir: true,
        assetsInlineLimit: 0,
        target: "es2022",
        // The reader of PDF files is larger, and comes only when a page is looked at.
        chunkSizeWarningLimit: 1_400,
      },
    });
    writeFileSync(join(fresh, ".stamp"), stamp);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const stamp = stampOf();
const isBuilt = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
if (!isBuilt) await build(stamp);
