import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "cheerio";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { maxFeedEntries, writeFeed } from "../../../src/jobs/briefings/deliver/feed.ts";
import { packParcel } from "../../../src/jobs/briefings/deliver/parcel.ts";
import type { Briefing } from "../../../src/jobs/briefings/records.ts";
import type { Block, Report } from "../../../src/report/index.ts";
import { writeBriefingRun } from "../../support/briefing-run.ts";
import { definitionOf } from "../../support/temporary-briefings.ts";

const created = "2026-03-10T07:00:00.000Z";
let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-parcel-"));
  await writeBriefingRun(out, "run-1", { outcome: "news", created });
});
afterEach(() => rm(out, { recursive: true, force: true }));

const briefing = (kind: "briefing" | "report" = "briefing"): Briefing => ({
  ...{ id: "b-1", tenant: "lab", name: "growth", origin: "api", definition: definitionOf({ kind }), isEnabled: true },
  ...{ threadId: "t", cursor: 0, created, updated: created, metadata: {} },
});
const delivery = { id: "d-1", runId: "run-1", slot: "2026-03-10T08:00" };
const pack = (kind?: "briefing" | "report") => packParcel(delivery, briefing(kind), out);
/** Changes a file of the run. */
async function change(name: string, changes: (value: never) => object): Promise<void> {
  const path = join(out, "run-1", name);
  await writeFile(path, JSON.stringify(changes(JSON.parse(await readFile(path, "utf8")) as never)));
}
const changeDelta = (changes: object) => change("delta.json", (delta: object) => ({ ...delta, ...changes }));
const paragraph = (...words: readonly string[]): Block => ({
  type: "paragraph",
  children: words.map((value) =>
    value.startsWith("@") ? { type: "citation", evidenceIds: [value.slice(1)] } : ({ type: "text", value } as const),
  ),
});

describe("a parcel", () => {
  test("is the result of a run with its files, as they lie in its folder", async () => {
    const parcel = await pack();
    expect(parcel).toMatchObject({
      ...{ key: "d-1", slot: "2026-03-10T08:00", runId: "run-1", title: "Heat & <ferries>", language: "en", created },
      delta: { outcome: "news" },
    });
    expect(parcel.files.map(({ name, path, mediaType }) => [name, path, mediaType])).toEqual([
      ["report.md", join(out, "run-1", "report.md"), "text/markdown"],
      ["delta.json", join(out, "run-1", "delta.json"), "application/json"],
    ]);
    const { size } = await import("node:fs").then(({ statSync }) => statSync(join(out, "run-1", "report.md")));
    expect(parcel.files[0]?.bytes).toBe(size);
  });

  test("finds the files of a run whose folder was moved, or that another system wrote down", async () => {
    await writeFile(join(out, "run-1", "report.pdf"), "%PDF-");
    await writeFile(join(out, "run-1", "data.zip"), "PK");
    await change("run.json", (record: object) => ({
      ...record,
      artifacts: ["/old/place/run-1/report.pdf", "/elsewhere/data.zip"],
    }));
    expect((await pack("report")).files.map(({ path, mediaType }) => [path, mediaType])).toEqual([
      [join(out, "run-1", "report.pdf"), "application/pdf"],
      [join(out, "run-1", "data.zip"), "application/octet-stream"],
    ]);
  });

  test("of a report that is not compared has no changes, neither in it nor in its subject", async () => {
    await rm(join(out, "run-1", "delta.json"));
    const parcel = await pack("report");
    expect(parcel).toMatchObject({ subject: "Heat & <ferries>", remarks: 0 });
    expect(parcel).not.toHaveProperty("delta");
    expect(parcel.files.map(({ name }) => name)).toEqual(["report.md"]);
  });

  test.each(["report.json", "run.json", "delta.json", "report.md"])(
    "whose %s is gone says so by its path",
    async (name) => {
      await rm(join(out, "run-1", name));
      await expect(pack()).rejects.toMatchObject({
        code: "NOT_FOUND",
        message: `${join(out, "run-1", name)} is gone, so it cannot be delivered.`,
      });
    },
  );
});

describe("the subject of a parcel", () => {
  test("is what changed most, and how much did beside it", async () => {
    const one = (await pack()).subject;
    expect(one).toMatch(/^Heat & <ferries> – .*431 GWh/);
    await change("delta.json", (delta: { readonly lines: readonly object[] }) => ({
      ...delta,
      lines: ["f-1", "f-2", "f-3"].flatMap((factId) => delta.lines.map((line) => ({ ...line, factId }))),
    }));
    expect((await pack()).subject).toBe(`${one} (+2)`);
  });

  test.each([
    ["en", "Heat & <ferries> – Nothing new since Mar 1, 2026."],
    ["de", "Heat & <ferries> – Nichts Neues seit dem 01.03.2026."],
  ])("says in %s since when nothing is new", async (language, subject) => {
    await change("report.json", (report: object) => ({ ...report, language }));
    await changeDelta({ outcome: "nothing-new", lines: [] });
    expect((await pack()).subject).toBe(subject);
  });

  test("of the first run is its title alone", async () => {
    await changeDelta({ outcome: "first", lines: [] });
    expect((await pack()).subject).toBe("Heat & <ferries>");
  });
});

describe("the summary of a parcel", () => {
  const summaryOf = async (...summary: readonly Block[]) => {
    await change("report.json", (report: Report) => ({ ...report, summary }));
    const { summary: said, remarks } = await pack();
    return { said, remarks };
  };
  const callout = (...children: readonly Block[]): Block => ({ type: "callout", tone: "note", children });

  test("is its paragraphs without the marks of citations, nor the spaces before them", async () => {
    const { said } = await summaryOf(paragraph("It grew ", "@ev-1", ".\n It  shrank", "@ev-2", "."), paragraph(" "));
    expect(said).toEqual(["It grew. It shrank."]);
  });

  test("counts the remarks on the comparison that stand before the answer", async () => {
    const compared = callout(paragraph("Changed: 1."), paragraph("One source is gone."));
    expect(await summaryOf(compared, paragraph("It grew."))).toEqual({
      said: ["Changed: 1.", "One source is gone.", "It grew."],
      remarks: 2,
    });
    expect((await summaryOf(paragraph("It grew."), compared)).remarks).toBe(0);
    expect(await summaryOf()).toEqual({ said: [], remarks: 0 });
  });
});

describe("a feed", () => {
  const about = { id: "b-1", title: "Growth", created };
  const written = async (parcels: Parameters<typeof writeFeed>[2]) => {
    const path = join(out, "feeds", "b-1.atom");
    await writeFeed(path, about, parcels);
    return readFile(path, "utf8");
  };
  const idsOf = (xml: string) =>
    load(xml, { xml: true })("entry > id")
      .toArray()
      .map((id) => load(id, { xml: true }).text().split(":").at(-1));

  test("keeps the latest entries, each once, whatever the order in which they come", async () => {
    const packed = await pack();
    const parcels = Array.from({ length: maxFeedEntries + 10 }, (_, index) => ({
      ...packed,
      key: `d-${index}`,
      created: new Date(Date.parse(created) + ((index * 37) % 60) * 60_000).toISOString(),
    }));
    const xml = await written([...parcels, ...parcels]);
    const latest = [...parcels].sort((one, other) => (one.created < other.created ? 1 : -1)).slice(0, maxFeedEntries);
    expect(idsOf(xml)).toEqual(latest.map(({ key }) => key));
    expect(load(xml, { xml: true })("feed > updated").text()).toBe(latest[0]?.created);
  });

  test("is the same to the byte when nothing came, so that readers need not fetch it again", async () => {
    const parcels = [await pack()];
    expect(await written(parcels)).toBe(await written(parcels));
  });
});
