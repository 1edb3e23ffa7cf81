import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/client";
import { makeAsset } from "../../perception/index.ts";
import { letterEdge } from "../../report/index.ts";
import type { ToolContent, ToolContext, ToolOutcome } from "../tool.ts";
import { saidBy } from "./server-failure.ts";

/** Characters of one result that are kept. */
const maxCharacters = 200_000;
const maxPictures = 8;
const maxPictureBytes = 8_000_000;

/**
 * What a server answered, as the outcome of a tool.
 *
 * Contract: words stay words and are cut beyond the cap, saying so; pictures become assets, shown by id; nothing that a
 * result points at is fetched, but its addresses may be opened from now on, as those of a search.
 */
export async function toOutcome(result: CallToolResult, tool: string, context: ToolContext): Promise<ToolOutcome> {
  const texts: string[] = [];
  const pictures: ToolContent[] = [];
  for (const block of result.content ?? []) {
    const picture = pictureOf(block);
    if (picture === undefined) texts.push(textOf(block));
    else if (pictures.length < maxPictures) {
      const kept = await keepPicture(picture, tool, context);
      if (typeof kept === "string") texts.push(kept);
      else pictures.push(kept);
    } else texts.push("(one more picture was left out)");
  }
  const structured = structuredText(result.structuredContent, texts);
  const text = cut([...texts, ...structured].filter((part) => part.trim() !== "").join("\n\n"));
  if (result.isError === true)
    return { ok: false, message: `The tool ${tool} answered with an error.`, said: saidBy(text), answered: true };
  context.addresses.allow(text.match(/https?:\/\/[^\s<>"')\]}]+/g) ?? []);
  const content: ToolContent[] = [...(text === "" ? [] : [{ type: "text" as const, text }]), ...pictures];
  return content.length > 0 ? { ok: true, content } : { ok: true, content: [{ type: "text", text: "(no result)" }] };
}

function cut(text: string): string {
  if (text.length <= maxCharacters) return text;
  const end = letterEdge(text, maxCharacters);
  return `${text.slice(0, end)}\n\n(${text.length - end} more characters were left out)`;
}

/** Servers repeat their data as text for older clients; saying it twice would cost twice. */
function structuredText(structured: unknown, texts: readonly string[]): readonly string[] {
  if (structured === undefined) return [];
  const isTold =
    texts.some((text) => /^\s*[[{]/.test(text)) || texts.some((text) => text.includes(JSON.stringify(structured)));
  return isTold ? [] : [JSON.stringify(structured, null, 2)];
}

interface EncodedPicture {
  readonly data: string;
  readonly mediaType: string;
}

function pictureOf(block: ContentBlock): EncodedPicture | undefined {
  if (block.type === "image") return { data: block.data, mediaType: block.mimeType };
  if (block.type !== "resource" || !("blob" in block.resource)) return undefined;
  const { blob, mimeType = "" } = block.resource;
  return mimeType.startsWith("image/") ? { data: blob, mediaType: mimeType } : undefined;
}

function textOf(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "resource_link":
      return [block.title ?? block.name, block.uri, block.description ?? ""].filter(Boolean).join("\n");
    case "resource":
      return "text" in block.resource
        ? block.resource.text
        : `(${block.resource.uri}, ${block.resource.mimeType ?? "of unknown type"}, was left out)`;
    default:
      return `(content of type ${block.type} was left out)`;
  }
}

/** The picture by id, or why it was left out. */
async function keepPicture(
  { data, mediaType }: EncodedPicture,
  tool: string,
  { pictures, signal }: ToolContext,
): Promise<ToolContent | string> {
  const bytes = new Uint8Array(Buffer.from(data, "base64"));
  if (bytes.byteLength > maxPictureBytes) return `(a picture of ${Math.round(bytes.byteLength / 1e6)} MB was left out)`;
  signal.throwIfAborted();
  const measured = await makeAsset(bytes, { mediaType }, signal);
  if (measured.asset.width === 0) return "(a picture that cannot be read was left out)";
  const { asset } = await pictures.add(bytes, { mediaType, gist: `picture from ${tool}`, credit: tool });
  return { type: "picture", assetId: asset.id };
}
