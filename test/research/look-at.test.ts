import { afterEach, describe, expect, test } from "vitest";
import type { Finding, SubQuestion } from "../../src/analyst/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import { profileOf } from "../../src/models/index.ts";
import { digest } from "../../src/research/digest.ts";
import { lookAt } from "../../src/research/look-at.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const subQuestion: SubQuestion = {
  id: "q1",
  question: "How much heat?",
  intent: "how-much",
  queries: [],
  entities: [],
  topics: ["heat"],
};

function sourceWith(figures: number): StoredSource {
  const ids = Array.from({ length: figures }, (_, index) => index + 1);
  return {
    source: {
      id: "src-1",
      path: "a.pdf",
      title: "A",
      authors: [],
      fetched: "",
      mediaType: "application/pdf",
      sha256: "a",
    },
    parsed: {
      metadata: { title: "A", authors: [] },
      blocks: ids.map((id) => ({
        type: "figure",
        id: `f${id}`,
        assetId: `as-${id}`,
        caption: `Figure ${id}`,
        kind: "chart",
        locator: {},
      })),
      pages: [],
      links: [],
      assets: ids.map((id) => ({ id: `as-${id}`, mediaType: "image/png", width: 1, height: 1, sha256: `${id}` })),
      dropped: [],
      warnings: [],
    },
  };
}

const region = (id: number): Finding => ({
  type: "region",
  sourceId: "src-1",
  figureId: `f${id}`,
  reading: `words ${id}`,
});
const quote: Finding = { type: "quote", sourceId: "src-1", blockId: "b1", exact: "Heat." };

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

async function look(findings: readonly Finding[], relevant: (caption: string) => boolean, figures = 10) {
  const asked: string[] = [];
  const analyst = scriptedAnalyst({
    look: async ({ caption, words }) => {
      asked.push(`${caption}: ${words}`);
      return { relevant: relevant(caption), reading: `seen ${caption}` };
    },
  });
  bench = await openBench({ analyst });
  const sources = new Map([["src-1", sourceWith(figures)]]);
  return { asked, findings: await lookAt(findings, { subQuestion, sources }, bench.services) };
}

describe("pictures among the findings", () => {
  test("are looked at with caption and words, and carry what was seen", async () => {
    const { asked, findings } = await look([quote, region(1)], () => true);
    expect(asked).toEqual(["Figure 1: words 1"]);
    expect(findings).toEqual([quote, { ...region(1), reading: "seen Figure 1" }]);
  });

  test("that show nothing of use are left out, order is kept", async () => {
    const { findings } = await look([region(1), quote, region(2), region(3)], (caption) => caption !== "Figure 2");
    expect(findings.map((finding) => (finding.type === "region" ? finding.figureId : finding.type))).toEqual([
      "f1",
      "quote",
      "f3",
    ]);
  });

  test("beyond the first six are not looked at and not shown", async () => {
    const { asked, findings } = await look(
      Array.from({ length: 9 }, (_, index) => region(index + 1)),
      () => true,
    );
    expect(asked).toHaveLength(6);
    expect(findings).toHaveLength(6);
  });

  test("without a stored picture are left out without a look", async () => {
    const { asked, findings } = await look([region(7)], () => true, 3);
    expect(asked).toEqual([]);
    expect(findings).toEqual([]);
  });
});

describe("pictures of a document that becomes slides", () => {
  test.each([
    [true, ["f1"]],
    [false, ["f1", "f2"]],
  ])("are looked at where a model sees: %s", async (vision, shown) => {
    const asked: string[] = [];
    const analyst = scriptedAnalyst({
      digest: async () => [region(1), region(2)],
      look: async ({ subQuestion: { question }, caption }) => {
        asked.push(question);
        return { relevant: caption === "Figure 1", reading: `seen ${caption}` };
      },
    });
    bench = await openBench({ analyst });
    const { services } = bench;
    const library: typeof services.library = Object.assign(Object.create(services.library), {
      get: () => sourceWith(2),
    });
    const models = { profileOf: () => ({ ...profileOf("vllm:m"), vision }), costOf: () => 0 };
    const chapters = [{ id: "c1", title: "Heat", blockIds: ["f1", "f2"] }];
    await services.folder.writeJson("chapters.json", { sourceId: "src-1", chapters });
    const { evidenceIds } = await digest({ chapterId: "c1" }, { ...services, library, models });
    const figures = evidenceIds.map((id) => services.evidence.get(id)?.content);
    expect(figures.map((content) => (content?.type === "region" ? content.assetId.replace("as-", "f") : ""))).toEqual(
      shown,
    );
    expect(asked).toEqual(
      vision ? Array(2).fill("What does the part “Heat” of the document show that a slide about it needs?") : [],
    );
  });
});
