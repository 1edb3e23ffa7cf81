import { inspectDocx } from "./docx.ts";
import type { LayoutFault } from "./fault.ts";
import { inspectPptx } from "./pptx.ts";

export { inspectDocx } from "./docx.ts";
export type { LayoutFault, LayoutFaultCode } from "./fault.ts";
export { inspectPptx } from "./pptx.ts";

/**
 * Measures an exported file and lists its layout faults.
 *
 * Contract: `name` is a file name or a format; reads the bytes alone, never the report; never rejects: a file that
 * cannot be read is one fault (`unreadable`); a format that has no inspection has no faults.
 */
export async function inspectArtifact(name: string, bytes: Uint8Array): Promise<readonly LayoutFault[]> {
  const format = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const inspect = format === "pptx" ? inspectPptx : format === "docx" ? inspectDocx : undefined;
  if (!inspect) return [];
  try {
    return await inspect(bytes);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ format, place: "file", code: "unreadable", message }];
  }
}
