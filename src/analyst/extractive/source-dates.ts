import { blockText, findDates } from "../../evidence/index.ts";
import type { StoredSource } from "../../library/index.ts";
import { endOf } from "./periods.ts";

const openingBlocks = 30;

/** How new each source is among these, 0 (oldest) to 1 (newest), by publication date, title or its opening. */
export function recencyOf(sources: ReadonlyMap<string, StoredSource>): (sourceId: string) => number {
  const dated = [...sources].map(([id, stored]) => ({ id, date: dateOf(stored) ?? "" }));
  const order = [...new Set(dated.map(({ date }) => date))].filter((date) => date !== "").sort();
  const ranks = new Map(
    dated.map(({ id, date }) => [id, order.length < 2 ? 0 : order.indexOf(date) / (order.length - 1)]),
  );
  return (sourceId) => Math.max(0, ranks.get(sourceId) ?? 0);
}

/** ISO day that a source is of; undefined when it does not say. */
export function dateOf({ source, parsed }: StoredSource): string | undefined {
  const opening = parsed.blocks.slice(0, openingBlocks).map(blockText).join("\n").slice(0, 6_000);
  const inTitle = findDates(source.title, source.language).map((date) => endOf(date.iso));
  const inOpening = findDates(opening, source.language).filter(({ precision }) => precision === "day");
  const days = inTitle.length > 0 ? inTitle : inOpening.map((date) => date.iso);
  return (
    source.published ??
    days
      .filter((day) => !day.startsWith("-"))
      .sort()
      .at(-1)
  );
}
