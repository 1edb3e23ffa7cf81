import { cutText, firstClause, textSize } from "./fit.ts";
import { boxes, sizes } from "./layout.ts";
import { plainText, type SlideText } from "./slide.ts";

/** A title that fits two lines, and its size. */
export interface Headline {
  readonly title: SlideText;
  /** In points. */
  readonly titleSize: number;
}

const lines = 2;

/** Whether a text makes a title without being cut. */
export function fitsTitle(text: SlideText): boolean {
  return titleSize(text) !== undefined;
}

/** A text as a title: as large as it fits on two lines, cut at a clause where it is too long for that. */
export function toHeadline(text: SlideText): Headline {
  const plain = withoutFullStop(text);
  const title = cutText(plain, fitsTitle);
  return { title, titleSize: titleSize(title) ?? sizes.title.at(-1) ?? 20 };
}

/** A text too long for a title as its first clauses; undefined when it has none that stand alone. */
export function clauseTitle(text: SlideText): SlideText | undefined {
  return firstClause(withoutFullStop(text), fitsTitle);
}

/** The words of a text as they would stand in a title. */
export function titleWords(text: SlideText): string {
  return plainText(toHeadline(text).title);
}

function titleSize(text: SlideText): number | undefined {
  return textSize(text, boxes.title.width, { sizes: sizes.title, lines, bold: true });
}

/** A title carries no full stop, whether it stands before or after the citation. */
function withoutFullStop(text: SlideText): SlideText {
  const lastWords = text.findLastIndex((run) => run.link?.type !== "source" && run.text.trim() !== "");
  return text.flatMap((run, index) => {
    if (index !== lastWords) return [run];
    const words = run.text.replace(/(?<!\.)[.。](["”»]?)\s*$/u, (stop, mark: string) =>
      /\s$/u.test(stop) ? `${mark} ` : mark,
    );
    return words === "" ? [] : [{ ...run, text: words }];
  });
}

/**
 * Gives every slide a title of its own.
 *
 * Contract: a repeated title gets its place among its equals, `(2/3)`; equal means equal in words.
 */
export function distinctTitles<Item extends { readonly title: SlideText; readonly titleSize: number }>(
  items: readonly Item[],
): readonly Item[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(plainText(item.title), (counts.get(plainText(item.title)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return items.map((item) => {
    const words = plainText(item.title);
    const count = counts.get(words) ?? 1;
    if (count === 1) return item;
    const place = (seen.get(words) ?? 0) + 1;
    seen.set(words, place);
    const suffix = { text: ` (${place}/${count})` };
    const title = cutText(item.title, (text) => fitsTitle([...text, suffix]));
    return { ...item, title: [...title, suffix], titleSize: titleSize([...title, suffix]) ?? item.titleSize };
  });
}
