import { canParseUrl } from "./can-parse-url.ts";
import type { Source } from "./evidence.ts";

const endings: Readonly<Record<string, string>> = {
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/webp": ".webp",
  "image/gif": ".gif",
  "image/svg+xml": ".svg",
};

/** The part of a file name that an id gives; it never leaves its folder. */
export const fileStem = (id: string): string => id.replace(/[^\w-]/g, "_");

/** A picture's file name under `assets/`: the same in the library, the run folder and the Markdown. */
export function assetFileName(id: string, mediaType: string): string {
  return `${fileStem(id)}${endings[mediaType] ?? ".bin"}`;
}

/** The name under `sources/` of what a source was read from: its id, with the ending of its path or address. */
export function originalFileName({ id, path, url = "" }: Pick<Source, "id" | "path" | "url">): string {
  const name = path ?? (canParseUrl(url) ? new URL(url).pathname : "");
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? "";
  return `${fileStem(id)}${ending}`;
}
