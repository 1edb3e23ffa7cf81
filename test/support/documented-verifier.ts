import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../../src/package-root.ts";

/** A call as a receiver sees it. */
export interface WebhookCall {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

type IsGenuine = (call: WebhookCall & { readonly secret: string; readonly now?: number }) => boolean;

/** The code that `briefings/README.md` gives to receivers, as it stands there. */
export async function documentedVerifier(): Promise<IsGenuine> {
  const page = await readFile(join(packageRoot, "briefings", "README.md"), "utf8");
  const code = /```js verify\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const folder = await mkdtemp(join(packageRoot, "dist", "verify-"));
  const file = join(folder, "verify.mjs");
  await writeFile(file, code);
  const { isGenuine } = (await import(pathToFileURL(file).href)) as { isGenuine: IsGenuine };
  await rm(folder, { recursive: true });
  return isGenuine;
}
