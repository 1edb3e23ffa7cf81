import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { childPool } from "../../src/perception/child/pool.ts";
import { closeParsers, parserFor } from "../../src/perception/index.ts";
import { pdfParser } from "../../src/perception/pdf/parser.ts";
import type { ReadOutput } from "../../src/perception/pdf/read-task.ts";
import { makePdf, PageWriter, parseContext, parsePdf, prose, readPages, resourceOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

const plain = () => new PageWriter().lines(72, 100, prose);

async function failureOf(bytes: Uint8Array, name?: string): Promise<{ code: string; message: string }> {
  const result = await parsePdf(bytes, name);
  if (result.ok) throw new Error("The file was read.");
  return result.failure;
}

describe("a file that cannot be read", () => {
  test("is a failure that names the file: nothing in it", async () => {
    expect(await failureOf(new Uint8Array(), "none.pdf")).toMatchObject({
      code: "empty",
      message: "none.pdf is empty (0 bytes).",
      target: "/tmp/none.pdf",
    });
  });

  test("is refused when it is larger than 200 MB, without being read", async () => {
    const huge = new Uint8Array(0);
    Object.defineProperty(huge, "byteLength", { value: 300 * 1024 * 1024 });
    expect(await failureOf(huge)).toMatchObject({ code: "too-large", message: expect.stringContaining("300 MB") });
  });

  test("says that a password is missing", async () => {
    const failure = await failureOf(makePdf([plain()], { locked: true }));
    expect(failure).toMatchObject({ code: "password", message: expect.stringContaining("password") });
  });

  test.each([
    ["words", "This is no PDF file at all."],
    ["a header alone", "%PDF-1.4\n"],
    ["noise behind a header", `%PDF-1.7\n${"\u0001\u0002xyz".repeat(500)}`],
  ])("is broken when it holds %s", async (_, text) => {
    const failure = await failureOf(new TextEncoder().encode(text));
    expect(failure.code).toBe("broken");
    expect(failure.message).not.toContain("at ");
  });

  test("ends at the time limit's outcome or is read, but never hangs: a page of absurd size", async () => {
    const result = await parsePdf(makePdf([plain()], { mediaBox: "0 0 2000000000 2000000000" }));
    if (!result.ok) expect(["crashed", "memory", "timeout", "broken"]).toContain(result.failure.code);
    expect((await parsePdf(makePdf([plain()]))).ok).toBe(true);
  }, 60_000);

  test("rejects with the abort reason, not with a failure", async () => {
    const context = parseContext(AbortSignal.abort(new Error("stopped")));
    await expect(pdfParser.parse(resourceOf(makePdf([plain()])), context)).rejects.toThrow("stopped");
  });
});

describe("a damaged file", () => {
  test("without cross-reference table is read all the same", async () => {
    const text = Buffer.from(makePdf([plain()]))
      .toString("latin1")
      .replace(/startxref\n\d+/, "startxref\n1");
    const result = await parsePdf(Buffer.from(text, "latin1"));
    expect(result.ok && result.parsed.blocks).toHaveLength(1);
  });
});

describe("metadata", () => {
  test("take title, author and date from the file", async () => {
    const info = {
      Title: "Annual energy review",
      Author: "Ada Example; Bo Sample",
      CreationDate: "D:20230804060209-04'00'",
    };
    const { metadata } = await readPages([plain()], { info });
    expect(metadata).toMatchObject({
      title: "Annual energy review",
      authors: ["Ada Example", "Bo Sample"],
      published: "2023-08-04",
      language: "en",
    });
  });

  test.each(["0000320193-23-000077", "Microsoft Word - draft.doc", "untitled", "report.indd"])(
    "do not take %s for a title, nor its author",
    async (Title) => {
      const writer = plain().text(72, 70, "The state of the harbours, 2023", { size: 20 });
      const { metadata } = await readPages([writer], { info: { Title, Author: "Converter Service LLC" } });
      expect(metadata.title).toBe("The state of the harbours, 2023");
      expect(metadata.authors).toEqual([]);
    },
  );

  test("tell short titles apart by form and period", async () => {
    const writer = new PageWriter()
      .text(230, 80, "FORM 10-Q", { size: 14, font: "bold" })
      .text(230, 120, "Example Inc.", { size: 24 })
      .text(72, 160, "For the quarterly period ended July 1, 2023")
      .lines(72, 200, prose);
    expect((await readPages([writer])).metadata.title).toBe(
      "Example Inc., FORM 10-Q, quarterly period ended July 1, 2023",
    );
  });

  test("fall back to the file's name", async () => {
    const result = await parsePdf(makePdf([plain()]), "harbour_survey.pdf");
    expect(result.ok && result.parsed.metadata.title).toBe("harbour survey");
  });
});

describe("pictures of pages", () => {
  test("come in the order asked for, at the resolution asked for", async () => {
    const resource = resourceOf(makePdf([plain(), plain(), plain()]));
    const pictures = await pdfParser.picture?.(resource, { pages: [3, 1], dpi: 72 }, parseContext());
    expect(pictures?.map(({ page, width, height }) => ({ page, width, height }))).toEqual([
      { page: 3, width: 612, height: 792 },
      { page: 1, width: 612, height: 792 },
    ]);
    expect(await sharp(pictures?.[0]?.bytes).metadata()).toMatchObject({ format: "png", width: 612 });
  });

  test("of pages that do not exist, and of broken files, are left out", async () => {
    const resource = resourceOf(makePdf([plain()]));
    expect(await pdfParser.picture?.(resource, { pages: [9], dpi: 72 }, parseContext())).toEqual([]);
    const broken = resourceOf(new TextEncoder().encode("%PDF-1.4 broken"));
    expect(await pdfParser.picture?.(broken, { pages: [1], dpi: 72 }, parseContext())).toEqual([]);
  });
});

describe("the second engine", () => {
  async function readWith(engine: "liteparse" | "pdfjs", bytes: Uint8Array): Promise<ReadOutput> {
    const input = { bytes, engine, maxPages: 10 };
    const options = { timeoutMs: 20_000, signal: new AbortController().signal };
    const outcome = await childPool().run<ReadOutput>("pdf-read", input, options);
    if (outcome.state !== "ok") throw new Error(outcome.message);
    return outcome.value;
  }

  test("reads the same blocks as the first", async () => {
    const writer = plain().text(72, 70, "A heading", { size: 20 }).centre(365, 200, "2023").centre(445, 200, "2022");
    ["Products", "Services", "Total"].forEach((label, index) => {
      writer
        .text(72, 216 + index * 14, label)
        .right(380, 216 + index * 14, `1,${index}00`)
        .right(460, 216 + index * 14, `2,${index}00`);
    });
    const bytes = makePdf([writer]);
    const [first, second] = [await readWith("liteparse", bytes), await readWith("pdfjs", bytes)];
    const shape = ({ blocks }: ReadOutput) =>
      blocks.map((block) =>
        block.type === "table"
          ? [block.table.header, block.table.rows.map((row) => row.map((cell) => cell.text))]
          : "text" in block && block.text,
      );
    expect(shape(second)).toEqual(shape(first));
  });

  test("finds rules, fills and pictures where the first does", async () => {
    const grey = Uint8Array.from({ length: 4800 }, (_, index) => index % 251);
    const bytes = makePdf([plain().image([150, 300, 240, 180], { width: 80, height: 60, grey })]);
    const [first, second] = [await readWith("liteparse", bytes), await readWith("pdfjs", bytes)];
    const boxes = ({ blocks }: ReadOutput) =>
      blocks.flatMap((block) =>
        block.type === "figure" ? [[block.figure.left, block.figure.top].map(Math.round)] : [],
      );
    expect(boxes(second)).toEqual(boxes(first));
    expect(second.crops).toHaveLength(1);
  });

  test("tells a password from damage", async () => {
    const bytes = makePdf([plain()], { locked: true });
    const options = { timeoutMs: 20_000, signal: new AbortController().signal };
    const outcome = await childPool().run("pdf-read", { bytes, engine: "pdfjs", maxPages: 1 }, options);
    expect(outcome.state).toBe("password");
  });
});

describe("links", () => {
  test("come with their words", async () => {
    const link = { url: "https://example.org/report", rect: [70, 688, 300, 704] } as const;
    const { links } = await readPages([new PageWriter().text(72, 100, "The full report")], { link });
    expect(links).toEqual([{ url: "https://example.org/report", text: "The full report" }]);
  });

  test("to anything but web addresses are left out", async () => {
    const link = { url: "file:///etc/passwd", rect: [70, 688, 300, 704] } as const;
    expect((await readPages([plain()], { link })).links).toEqual([]);
  });
});

test("the parser is registered for PDF files alone", () => {
  expect(parserFor({ mediaType: "application/pdf", name: "a.pdf" })?.name).toBe("pdf");
  expect(pdfParser.accepts({ mediaType: "text/plain", name: "a.pdf" })).toBe(false);
});
