import type { PageContent, Word } from "../../../src/perception/layout/item.ts";
import { type Line, toLines } from "../../../src/perception/layout/line.ts";
import type { TextStyle } from "../../../src/perception/layout/paragraphs.ts";

/** Builds what an engine would give, from literal text: letters are half as wide as they are high. */

export interface Place {
  readonly left?: number;
  readonly top?: number;
  readonly size?: number;
  readonly font?: string;
  readonly isBold?: boolean;
  readonly rotation?: number;
  readonly confidence?: number;
  /** Between words, in points. */
  readonly gap?: number;
}

export const pitch = 12;

/** One text run: its words in a row. */
export function run(text: string, place: Place = {}): readonly Word[] {
  const { left = 72, top = 100, size = 10, font = "Serif", isBold = false, rotation = 0, gap = 2.5 } = place;
  const certainty = place.confidence === undefined ? {} : { confidence: place.confidence };
  let at = left;
  return text.split(" ").map((word, index) => {
    const from = at;
    at = from + word.length * size * 0.5 + gap;
    const box = { left: from, right: at - gap, top, bottom: top + size };
    return { text: word, ...box, size, font, isBold, rotation, continues: index > 0, ...certainty };
  });
}

/** Words of one line, set so far apart that they end at `right`, each a run of its own as engines give them. */
export function justified(text: string, right: number, place: Place = {}): readonly Word[] {
  const { left = 72, size = 10 } = place;
  const parts = text.split(" ");
  const ink = parts.reduce((sum, part) => sum + part.length * size * 0.5, 0);
  const gap = (right - left - ink) / (parts.length - 1);
  return run(text, { ...place, gap }).map((word) => ({ ...word, continues: false }));
}

/** Runs below each other, one a line. */
export function lines(texts: readonly string[], place: Place = {}): readonly Word[] {
  return texts.flatMap((text, index) => run(text, { ...place, top: (place.top ?? 100) + index * pitch }));
}

/** Rows of cells; `lefts` says where each column begins. */
export function rows(
  cells: readonly (readonly string[])[],
  lefts: readonly number[],
  place: Place = {},
): readonly Word[] {
  return cells.flatMap((row, index) =>
    row.flatMap((cell, column) => {
      const top = (place.top ?? 100) + index * pitch;
      return cell === "" ? [] : run(cell, { ...place, left: lefts[column] ?? 0, top });
    }),
  );
}

export function page(words: readonly Word[], more: Partial<PageContent> = {}): PageContent {
  const empty = { rulings: [], shapes: [], images: [], links: [], ocrReasons: [], source: "native" } as const;
  return { number: 1, width: 612, height: 792, words, ...empty, ...more };
}

/** The line that these words make; a test fails here if they make several. */
export function oneLine(words: readonly Word[]): Line {
  const found = toLines(words);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`The words make ${found.length} lines.`);
  return first;
}

export const style: TextStyle = { bodySize: 10, hyphenated: new Set(), outline: new Map() };
