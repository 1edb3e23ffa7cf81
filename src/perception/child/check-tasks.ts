import type { Task } from "./serve.ts";

/** One task a native part: loads it and does the least that shows it works. */
export const checkTasks: Readonly<Record<string, Task>> = {
  "check-liteparse": async () => {
    const { LiteParse } = await import("@llamaindex/liteparse");
    return new LiteParse({ ocrEnabled: false, quiet: true }).getConfig().ocrEnabled ? "starts with OCR on" : "starts";
  },
  "check-pdfjs": async () => `version ${(await import("pdfjs-dist/legacy/build/pdf.mjs")).version}`,
  "check-sharp": async () => {
    const { default: sharp } = await import("sharp");
    const black = { r: 0, g: 0, b: 0 };
    await sharp({ create: { width: 8, height: 8, channels: 3, background: black } })
      .png()
      .toBuffer();
    return `version ${sharp.versions.sharp ?? "unknown"}`;
  },
  "check-ocr": async () => {
    const { languageDataFolder } = await import("../ocr/language-data.ts");
    await languageDataFolder();
    return "English";
  },
};
