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
