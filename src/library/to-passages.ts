import { createHash } from "node:crypto";
import { blockText, type ParsedSource, type SourceBlock, type SourceFigure } from "../evidence/parsed-source.ts";
import { type Locator, letterEdge, type Source } from "../report/index.ts";
import type { Passage } from "./library.ts";
import { type Place, sectionRuns } from "./section-runs.ts";
import { sentencesOf } from "./sentences.ts";
import { tableTexts } from "./table-texts.ts";

const targetCharacters = 800;
const maxCharacters = 1_000;
/** A shorter rest of a section is evened out with the passage before it. */
const minRestCharacters = 300;
/** Text without any sentence end (logs, broken OCR) is cut at a space here. */
const maxSentenceCharacters = 2_000;

type Draft = Omit<Passage, "id" | "sourceId">;

/** A sentence, verbatim with the spaces after it, and where it stands. */
interface Piece extends Place {
  readonly text: string;
  readonly endsBlock: boolean;
}

/**
 * Cuts a source into passages, in reading order.
 *
 * Contract: pure; a text passage keeps whole sentences of one section, verbatim, blocks joined by line ends; ids derive
 * from source, place and text, so that the same reading gives the same ids in every run.
 */
export function toPassages(source: Source, parsed: ParsedSource): readonly Passage[] {
  const language = source.language ?? parsed.metadata.language ?? "en";
  const drafts = sectionRuns(parsed.blocks).flatMap((run) =>
    run.type === "text" ? textDrafts(run.places, language) : blockDrafts(run.block, run.locator, parsed),
  );
  return drafts.map((draft, index) => ({ id: passageId(source.id, index, draft.text), sourceId: source.id, ...draft }));
}

function passageId(sourceId: string, index: number, text: string): string {
  const hash = createHash("sha256").update(`${sourceId}\n${index}\n${text}`).digest("hex");
  return `ps-${hash.slice(0, 16)}`;
}

function blockDrafts(block: SourceBlock, locator: Locator, parsed: ParsedSource): readonly Draft[] {
  const common = { blockIds: [block.id], locator };
  if (block.type === "table") return tableTexts(block).map((text) => ({ kind: "table", text, ...common }));
  const text = block.type === "figure" ? figureWords(block, parsed) : "";
  return text === "" ? [] : [{ kind: "figure", text, ...common }];
}

/** Caption, alternative text, and what OCR read in the picture; each once. */
function figureWords(figure: SourceFigure, parsed: ParsedSource): string {
  const asset = parsed.assets.find((candidate) => candidate.id === figure.assetId);
  const words = [blockText(figure), asset?.caption, asset?.alt, asset?.ocrText].flatMap((part) => part?.trim() || []);
  return words.filter((part, index) => !words.slice(0, index).some((earlier) => earlier.includes(part))).join("\n");
}

function textDrafts(places: readonly Place[], language: string): readonly Draft[] {
  const pieces = places.flatMap((place) => piecesOf(place, language));
  return evenRest(pack(pieces)).map((group) => {
    const [first] = group;
    const locator = first?.locator ?? {};
    return { kind: "text", blockIds: [...new Set(group.map((piece) => piece.blockId))], text: joined(group), locator };
  });
}

function piecesOf(place: Place, language: string): readonly Piece[] {
  const sentences = sentencesOf(place.text, language).flatMap(cutOverlong);
  return sentences.map((text, index) => ({ ...place, text, endsBlock: index === sentences.length - 1 }));
}

function cutOverlong(sentence: string): readonly string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > maxSentenceCharacters) {
    const space = rest.lastIndexOf(" ", maxSentenceCharacters);
    const end = space > maxCharacters ? space + 1 : letterEdge(rest, maxSentenceCharacters);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest];
}

/** Fills passages sentence by sentence; a block's end closes one that is long enough. */
function pack(pieces: readonly Piece[]): readonly Piece[][] {
  const groups: Piece[][] = [];
  let group: Piece[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (group.length > 0 && length + piece.text.trimEnd().length > maxCharacters) {
      groups.push(group);
      group = [];
      length = 0;
    }
    group.push(piece);
    length += piece.text.length + (piece.endsBlock ? 1 : 0);
    if (!piece.endsBlock || length < targetCharacters) continue;
    groups.push(group);
    group = [];
    length = 0;
  }
  return group.length > 0 ? [...groups, group] : groups;
}

/** A short rest and the passage before it share their sentences evenly. */
function evenRest(groups: readonly Piece[][]): readonly Piece[][] {
  const last = groups.at(-1);
  const before = groups.at(-2);
  if (!last || !before || lengthOf(last) >= minRestCharacters) return groups;
  const pieces = [...before, ...last];
  const half = lengthOf(pieces) / 2;
  let count = 0;
  let length = 0;
  while (count < pieces.length - 1 && length < half) length += pieces[count++]?.text.length ?? 0;
  return [...groups.slice(0, -2), pieces.slice(0, count), pieces.slice(count)];
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.text.length, 0);
}

function joined(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => (piece.endsBlock ? `${piece.text.trimEnd()}\n` : piece.text))
    .join("")
    .trim();
}
