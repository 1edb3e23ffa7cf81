import { messageOf } from "../../errors.ts";
import type { Resource } from "../../evidence/resource.ts";
import { failed } from "../failed.ts";
import type { ParseResult } from "../parser.ts";
import { ZipLimitError } from "../zip.ts";

/** What a thrown error of an archive or its reader means for the user. */
export function officeFailure(resource: Resource, error: unknown, kind: string): ParseResult {
  if (error instanceof ZipLimitError) return failed(resource, "too-large", `is refused: it ${error.message}`);
  const reason = messageOf(error).split("\n")[0]?.slice(0, 160) ?? "";
  return failed(resource, "broken", `is not a readable ${kind} (${reason})`);
}
