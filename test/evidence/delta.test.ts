import { describe, expect, test } from "vitest";
import {
  bankFinding,
  type Delta,
  type DeltaStatus,
  deltaOf,
  type Fact,
  factsOf,
  headlineOf,
  headlineText,
  type ReadSource,
  type SourceState,
  sha256Of,
  shownCounts,
  sourceIdOf,
  statementOf,
} from "../../src/evidence/index.ts";
import { blockText } from "../../src/evidence/parsed-source.ts";
import type { Evidence } from "../../src/report/index.ts";
import { parsed } from "../support/parse.ts";

const html = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><article><h1>${title}</h1>${body}</article></main></body></html>`;

async function reading(name: string, body: string): Promise<ReadSource> {
  const text = html(name, body);
  const sha256 = sha256Of(text);
  const facts = { title: name, authors: [], fetched: "2026-03-01T00:00:00Z", mediaType: "text/html" };
  const url = `https://example.org/${name.replaceAll(" ", "-")}`;
  return {
    source: { id: sourceIdOf(sha256), sha256, url, ...facts },
    parsed: await parsed(text, { mediaType: "text/html" }),
  };
}

/** Everything a reading says: its sentences and its cells. */
function allOf(from: ReadSource): readonly Evidence[] {
  const sourceId = from.source.id;
  const findings = from.parsed.blocks.flatMap((block): readonly Parameters<typeof bankFinding>[0][] => {
    if (block.type === "table")
      return block.rows.flatMap((row, rowIndex) =>
        row.slice(1).map((_cell, index) => ({
          type: "cell" as const,
          sourceId,
          tableId: block.id,
          rowIndex,
          columnIndex: index + 1,
        })),
      );
    if (block.type !== "paragraph") return [];
    const sentences = blockText(block).match(/[^.]+(?:\.\d[^.]*)*\./g) ?? [];
    return sentences.map((exact) => ({ type: "quote" as const, sourceId, blockId: block.id, exact }));
  });
  return findings.flatMap((finding) => {
    const banked = bankFinding(finding, from, "q1");
    return banked.ok ? [banked.evidence] : [];
  });
}

function factsIn(readings: readonly ReadSource[]): readonly Fact[] {
  const sources = new Map(readings.map(({ source }) => [source.id, source]));
  return factsOf(readings.flatMap(allOf), { sources, claims: [] });
}

interface Case {
  readonly before: readonly ReadSource[];
  readonly now: readonly ReadSource[];
  readonly states?: Readonly<Record<string, SourceState>>;
  readonly facts?: readonly Fact[];
  /** What the new report rests on, if not on all that was read. */
  readonly cited?: readonly ReadSource[];
}

function compare({ before, now, states = {}, facts = factsIn(before), cited = now }: Case): Delta {
  const stateOf = ({ source }: ReadSource): SourceState => {
    const given = states[source.title];
    const later = now.find((one) => one.source.url === source.url);
    if (given) return given;
    if (!later) return { state: "unchecked", reason: "not read" };
    return later.source.id === source.id ? { state: "same" } : { state: "changed", now: later };
  };
  return deltaOf({
    before: facts,
    now: factsIn(cited),
    found: cited.flatMap(allOf),
    fresh: now.filter(({ source }) => !before.some((one) => one.source.id === source.id)),
    sources: new Map(before.map((one) => [one.source.id, stateOf(one)])),
    earlier: (id) => {
      const url = now.find(({ source }) => source.id === id)?.source.url;
      return before.filter(({ source }) => source.url === url);
    },
    clusters: new Map(),
  });
}

const shown = ({ lines }: Delta): readonly string[] =>
  lines.map(({ status, before, now }) =>
    [status, before ? statementOf(before) : "-", now ? statementOf(now) : "-"].join(" | "),
  );
function counts({ lines }: Delta): Partial<Record<DeltaStatus, number>> {
  const sums: Partial<Record<DeltaStatus, number>> = {};
  for (const { status } of lines) sums[status] = (sums[status] ?? 0) + 1;
  return sums;
}

const accounts = (rows: string, years = "<th>2021</th><th>2022</th>") =>
  `<p>Norda makes ferries for harbour towns.</p><table><caption>Norda: income statement (EUR million)</caption><tr><th>Item</th>${years}</tr>${rows}</table>`;
const revenue = "<tr><td>Revenue</td><td>180</td><td>240</td></tr>";
const plant =
  "<p>The Velden plant delivered 412 GWh of heat in 2023. The plant was opened in 2019 by the utility. Heat sales grew because of a by-law.</p>";

describe("the delta of two runs", () => {
  test("confirms what an unchanged source says, and nothing is news", async () => {
    const page = await reading("Velden plant", plant);
    const delta = compare({ before: [page], now: [page] });
    expect(counts(delta)).toEqual({ confirmed: 3 });
    expect(delta.facts).toHaveLength(3);
  });

  test("finds quotes again in a page that was rewritten around them, and takes other words for the same", async () => {
    const before = await reading("Velden plant", plant);
    const now = await reading(
      "Velden plant",
      "<p>Welcome to our new site.</p><p>In 2023 the Velden plant delivered 412 GWh of heat. The plant was opened in 2019 by the utility. Heat sales grew because of a by-law.</p>",
    );
    expect(counts(compare({ before: [before], now: [now] }))).toEqual({ confirmed: 3, new: 1 });
  });

  test("tells a changed number with the old and the new place, once", async () => {
    const before = await reading("Velden plant", plant);
    const now = await reading("Velden plant", plant.replace("412", "431"));
    const delta = compare({ before: [before], now: [now] });
    expect(shown(delta)[0]).toBe(
      "changed | The Velden plant delivered 412 GWh of heat in 2023. | The Velden plant delivered 431 GWh of heat in 2023.",
    );
    expect(counts(delta)).toEqual({ changed: 1, confirmed: 2 });
    const [line] = delta.lines;
    expect(line?.before?.sourceId).toBe(before.source.id);
    expect(line?.now?.sourceId).toBe(now.source.id);
    // The next run checks the number as it stands now, and has nothing to tell.
    const again = compare({ before: [before, now], now: [now], facts: delta.facts });
    expect(counts(again)).toEqual({ confirmed: 3 });
  });

  test("calls a source that turned its statement round a contradiction of the claim", async () => {
    const before = await reading("Velden plant", plant);
    const now = await reading("Velden plant", plant.replace("Heat sales grew", "Heat sales fell"));
    expect(shown(compare({ before: [before], now: [now] }))[0]).toBe(
      "contradicted | Heat sales grew because of a by-law. | Heat sales fell because of a by-law.",
    );
  });

  const ferries = "Northern Ferries carried 1.24 million passengers in the third quarter of 2026.";
  test.each([
    ["a rounder number", "Northern Ferries carried 1.2 million passengers in the third quarter of 2026."],
    ["all its digits", "Northern Ferries carried 1,240,000 passengers in the third quarter of 2026."],
    ["other words", "In the third quarter of 2026, 1.24 million people travelled with Northern Ferries."],
  ])("takes %s for the same", async (_, words) => {
    const before = await reading("Ferries", `<p>The harbour is old. ${ferries} The fleet is modern.</p>`);
    const now = await reading("Ferries", `<p>The harbour is old. ${words} The fleet is modern.</p>`);
    expect(counts(compare({ before: [before], now: [now], cited: [before] }))).toEqual({ confirmed: 3 });
  });

  test.each([
    ["Heat grew by 1 million kWh in town.", "Heat grew by 1.4 million kWh in town."],
    ["Norda sold 10 ferries and Sulvik sold 12 ferries.", "Norda sold 12 ferries and Sulvik sold 10 ferries."],
    ["The line closed on 3 May 2026 for repairs.", "The line closed on 13 May 2026 for repairs."],
  ])("takes no other number for a rounder one, nor the same ones in other places: %s", async (was, is) => {
    const before = await reading("Ferries", `<p>The harbour is old. ${was} The fleet is modern.</p>`);
    const now = await reading("Ferries", `<p>The harbour is old. ${is} The fleet is modern.</p>`);
    expect(counts(compare({ before: [before], now: [now] }))).toEqual({ changed: 1, confirmed: 2 });
  });

  test("takes a date that is written in another way for the same", async () => {
    const before = await reading("Ferries", "<p>The line was closed for repairs on 3 November 2026.</p>");
    const now = await reading("Ferries", "<p>On November 3, 2026 the line was closed for repairs.</p>");
    expect(counts(compare({ before: [before], now: [now] })).confirmed).toBe(1);
  });

  test("compares cells by their headers when columns and rows moved, and by value, not by digits", async () => {
    const before = await reading("Norda accounts", accounts(revenue));
    const moved = accounts(
      "<tr><td>Orders</td><td>90</td><td>80</td><td>70</td></tr><tr><td>Revenue</td><td>300</td><td>240.0</td><td>180</td></tr>",
      "<th>2023</th><th>2022</th><th>2021</th>",
    );
    const now = await reading("Norda accounts", moved);
    expect(counts(compare({ before: [before], now: [now] }))).toEqual({ confirmed: 3, new: 4 });
    const restated = await reading("Norda accounts", accounts(revenue.replace("240", "236")));
    expect(shown(compare({ before: [before], now: [restated] }))[0]).toBe(
      "changed | EUR 240 million | EUR 236 million",
    );
  });

  test("says that a source no longer states something, and forgets it", async () => {
    const before = await reading("Velden plant", plant);
    const now = await reading("Velden plant", plant.replace(" Heat sales grew because of a by-law.", ""));
    const delta = compare({ before: [before], now: [now] });
    expect(shown(delta)[0]).toBe("changed | Heat sales grew because of a by-law. | -");
    expect(delta.facts).toHaveLength(2);
  });

  test("tells a source that is gone once, and one that cannot be reached as unchecked", async () => {
    const page = await reading("Velden plant", plant);
    const other = await reading("Norda accounts", accounts(revenue));
    const states: Readonly<Record<string, SourceState>> = {
      "Velden plant": { state: "gone", reason: "404" },
      "Norda accounts": { state: "unchecked", reason: "timeout" },
    };
    const delta = compare({ before: [page, other], now: [], states });
    expect(counts(delta)).toEqual({ gone: 3, unchecked: 3 });
    expect(delta.facts).toHaveLength(6);
    const again = compare({ before: [page, other], now: [], states, facts: delta.facts });
    expect(counts(again)).toEqual({ unchecked: 3 });
    // It is back: what it says is checked again, and is no news.
    expect(counts(compare({ before: [page, other], now: [page, other], facts: again.facts }))).toEqual({
      confirmed: 6,
    });
  });

  test("holds what an independent source says for the first time against the claim", async () => {
    const page = await reading("Velden plant", plant);
    const letter = await reading("A letter", "<p>The Velden plant delivered 350 GWh of heat in 2023.</p>");
    const delta = compare({ before: [page], now: [page, letter] });
    expect(shown(delta)[0]).toBe(
      "contradicted | The Velden plant delivered 412 GWh of heat in 2023. | The Velden plant delivered 350 GWh of heat in 2023.",
    );
    expect(counts(delta)).toEqual({ contradicted: 1, confirmed: 2 });
    // Also when the new report does not cite it.
    expect(counts(compare({ before: [page], now: [page, letter], cited: [page] }))).toEqual(counts(delta));
    const later = await reading("A letter", "<p>The Velden plant delivered 350 GWh of heat in 2021.</p>");
    expect(counts(compare({ before: [page], now: [page, later] }))).toEqual({ confirmed: 3, new: 1 });
  });

  test("holds it against a number that changed in the same run", async () => {
    const before = await reading("Velden plant", plant);
    const now = await reading("Velden plant", plant.replace("412", "431"));
    const letter = await reading("A letter", "<p>The Velden plant delivered 350 GWh of heat in 2023.</p>");
    const delta = compare({ before: [before], now: [now, letter], cited: [now] });
    expect(shown(delta).slice(0, 2)).toEqual([
      "contradicted | The Velden plant delivered 431 GWh of heat in 2023. | The Velden plant delivered 350 GWh of heat in 2023.",
      "changed | The Velden plant delivered 412 GWh of heat in 2023. | The Velden plant delivered 431 GWh of heat in 2023.",
    ]);
    expect(delta.facts).toHaveLength(3);
  });

  test("is news only what stood in no source as it was read before, whatever the new report cites", async () => {
    const page = await reading("Velden plant", plant);
    const [first] = factsIn([page]);
    const delta = compare({ before: [page], now: [page], facts: first ? [first] : [] });
    expect(counts(delta)).toEqual({ confirmed: 1 });
    expect(delta.facts).toHaveLength(3);
  });
});

describe("what is told first", () => {
  const told = ({ lines }: Delta, language = "en") =>
    headlineText(headlineOf(lines, { language, titleOf: (id) => id }));
  const two = accounts(
    "<tr><td>Revenue</td><td>180</td><td>240</td></tr><tr><td>Profit</td><td>20</td><td>30</td></tr>",
  );

  test("are the larger changes of numbers, then what is no longer stated", async () => {
    const before = await reading("Norda accounts", `${two}${plant}`);
    const later = two.replace("240", "251").replace("<td>30</td>", "<td>45</td>");
    const now = await reading(
      "Norda accounts",
      `${later}${plant.replace(" Heat sales grew because of a by-law.", "")}`,
    );
    const delta = compare({ before: [before], now: [now] });
    expect(shown(delta).slice(0, 3)).toEqual([
      "changed | EUR 30 million | EUR 45 million",
      "changed | EUR 240 million | EUR 251 million",
      "changed | Heat sales grew because of a by-law. | -",
    ]);
    expect(told(delta)).toBe(
      "Profit (2022) rose to EUR 45 million from EUR 30 million; Revenue (2022) rose to EUR 251 million from EUR 240 million; other changes: 1",
    );
    expect(told(delta, "de")).toContain("Revenue (2022): Anstieg auf EUR 251 Millionen von EUR 240 Millionen");
  });

  test("is a sentence with the number that it gave before, and how many sources are gone", async () => {
    const before = await reading("Velden plant", plant);
    const others = [
      await reading("A letter", "<p>Ferries are slow.</p>"),
      await reading("B letter", "<p>Ferries are old.</p>"),
    ];
    const now = await reading("Velden plant", plant.replace("412", "398"));
    const gone: SourceState = { state: "gone", reason: "404" };
    const delta = compare({ before: [before, ...others], now: [now], states: { "A letter": gone, "B letter": gone } });
    expect(told(delta)).toBe(
      "Changed: “The Velden plant delivered 398 GWh of heat in 2023” (before: 412 GWh); 2 sources gone",
    );
    expect(told({ ...delta, lines: delta.lines.filter(({ topic }) => topic === "A letter") })).toMatch(
      /^Source gone: “/,
    );
  });

  test("of a source that is gone is counted once, whatever rested on it", async () => {
    const page = await reading("Velden plant", plant);
    const delta = compare({ before: [page], now: [], states: { "Velden plant": { state: "gone", reason: "404" } } });
    expect(counts(delta)).toEqual({ gone: 3 });
    expect(shownCounts(delta.lines)).toMatchObject({ gone: 1 });
  });

  test("among what is new is the latest number", async () => {
    const before = await reading("Norda accounts", accounts(revenue));
    const more = accounts(
      "<tr><td>Revenue</td><td>180</td><td>240</td><td>260</td><td>290</td></tr>",
      "<th>2021</th><th>2022</th><th>2023</th><th>2024</th>",
    );
    const now = await reading("Norda accounts", `<p>Sulvik makes nets.</p>${more}`);
    expect(shown(compare({ before: [before], now: [now] })).slice(0, 3)).toEqual([
      "new | - | EUR 290 million",
      "new | - | EUR 260 million",
      "new | - | Sulvik makes nets.",
    ]);
  });
});
