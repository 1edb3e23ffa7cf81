import type { Resource } from "../../evidence/resource.ts";
import { failed } from "../failed.ts";
import { defineParser, type ParseContext, type ParseResult } from "../parser.ts";

const legacyTypes = new Set([
  "application/x-cfb",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/x-ole-storage",
]);

/**
 * Files in the compound binary format: either an encrypted modern office file (MS-OFFCRYPTO keeps it in a stream named
 * `EncryptedPackage`) or one of before 2007. Neither can be read; each gets the message that helps.
 */
export const legacyOfficeParser = defineParser({
  name: "legacy-office",
  version: 1,
  accepts: ({ mediaType }) => legacyTypes.has(mediaType),
  parse: refuse,
});

async function refuse(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  const bytes = Buffer.from(resource.bytes.buffer, resource.bytes.byteOffset, resource.bytes.byteLength);
  if (bytes.includes(Buffer.from("EncryptedPackage", "utf16le"))) {
    return failed(resource, "password", "is protected by a password; save it without one");
  }
  return failed(resource, "unsupported", "is in a format of before 2007; save it as DOCX, XLSX, PPTX or PDF");
}
