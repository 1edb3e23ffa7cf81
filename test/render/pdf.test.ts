import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PDFDocumentProxy } from "pdfjs-dist/types/src/display/api.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExhibitError } from "../../src/errors.ts";
import { createBrowser } from "../../src/render/browser.ts";
import { browserCandidates } from "../../src/render/browser-binary.ts";
import { keepBrowser, pdfRenderer } from "../../src/render/pdf.ts";
import { type Block, type Report, resolve } from "../../src/report/index.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleContext } from "../support/render-context.ts";
import { sampleReport } from "../support/sample-report.ts";

const footer = "<span></span>";
const signal = new AbortController().signal;

async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  return getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: true }).promise;
}

async function print(report: Report): Promise<PDFDocumentProxy> {
  const [file] = await pdfRenderer.render(resolve(report), sampleContext());
  return openPdf(file?.bytes ?? new Uint8Array());
}

interface Line {
  readonly text: string;
  readonly size: number;
  readonly y: number;
}

async function linesOf(document: PDFDocumentProxy, pageNumber: number): Promise<readonly Line[]> {
  const page = await document.getPage(pageNumber);
  const { items } = await page.getTextContent();
  return items.flatMap((item) =>
    "str" in item && item.str.trim() !== ""
      ? [{ text: item.str, size: item.height, y: item.transform[5] as number }]
      : [],
  );
}

async function textOf(document: PDFDocumentProxy): Promise<string> {
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, (_, index) => linesOf(document, index + 1)),
  );
  return pages
    .flat()
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ");
}

afterAll(keepBrowser());

describe("the printed report", () => {
  let document: PDFDocumentProxy;
  beforeAll(async () => {
    document = await print(sampleReport);
  });

  test("has title, language, tags and an outline of its headings", async () => {
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({ Title: sampleReport.title, Language: "en" });
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
    const outline = JSON.stringify(
      (await document.getOutline()).map(({ title, items }) => [title, items.map((item) => item.title)]),
    );
    for (const title of ["Summary", "How sales developed", "Sources", "Verification"]) expect(outline).toContain(title);
  });

  test("is A4 with a page number on every page", async () => {
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      expect(page.view.map(Math.round)).toEqual([0, 0, 595, 842]);
      const bottom = (await linesOf(document, number))
        .filter(({ y }) => y < 50)
        .map(({ text }) => text)
        .join("");
      expect(bottom.replace(/\s/g, "")).toContain(`${number}/${document.numPages}`);
    }
  });

  test("links every citation to its evidence inside the file", async () => {
    const destinations = await document.getDestinations();
    const links = (
      await Promise.all(
        Array.from({ length: document.numPages }, async (_, index) =>
          (await document.getPage(index + 1)).getAnnotations(),
        ),
      )
    ).flat();
    const inside = links.flatMap((link) => (typeof link.dest === "string" ? [link.dest as string] : []));
    expect(inside.filter((name) => name.startsWith("ev-")).length).toBeGreaterThan(40);
    for (const name of inside) expect(Object.keys(destinations)).toContain(name);
    const outside = links.flatMap((link) => (link.url ? [link.url as string] : []));
    expect(outside).toContain("https://news.example.com/markets/halden-margins");
  });

  test("prints every cited quote and cell with its page", async () => {
    const text = await textOf(document);
    for (const { evidence } of resolve(sampleReport).bibliography) {
      for (const { content } of evidence) {
        const words =
          content.type === "quote" ? content.exact : content.type === "cell" ? content.value : content.reading;
        expect(text.replace(/\s/g, "")).toContain(words.replace(/\s/g, ""));
      }
    }
    expect(text).toContain("page 4");
  });

  test("draws charts as vectors, with their values as text", async () => {
    const text = await textOf(document);
    expect(text).toContain("149.2");
    expect(text).toContain("Total net sales (USD, billions)");
  });
});

test("leaves no heading alone at the foot of a page, whatever comes before it", async () => {
  const paragraph = (index: number): Block => ({
    type: "paragraph",
    children: [{ type: "text", value: `Paragraph ${index}. ${"Words of it. ".repeat(3 + (index % 7) * 4)}` }],
  });
  const sections = Array.from({ length: 28 }, (_, index) => ({
    id: `sc-${index}`,
    title: `Section about ${index}`,
    blocks: [
      paragraph(index),
      ...(index % 5 === 0
        ? sampleReport.sections
            .flatMap(({ blocks }) => blocks.filter(({ type }) => type === "chart"))
            .slice(0, 1)
            .map((chart) => ({ ...chart, id: `ch-${index}` }) as Block)
        : []),
    ],
    sections: [{ id: `sc-${index}-1`, title: `Part of ${index}`, blocks: [paragraph(index + 3)], sections: [] }],
  }));
  const document = await print({ ...sampleReport, sections });
  expect(document.numPages).toBeGreaterThan(8);
  for (let number = 1; number <= document.numPages; number++) {
    const body = (await linesOf(document, number)).filter(({ y }) => y > 60);
    const last = body.reduce((lowest, line) => (line.y < lowest.y ? line : lowest));
    expect(last.text).not.toMatch(/^(Section about|Part of|Sources|Verification)/);
  }
});

test("prints a report full of attacks as text", async () => {
  const document = await print(hostileReport());
  const text = (await textOf(document)).replace(/\s/g, "");
  expect(text).toContain("<script>window.pwned");
  const links = (
    await Promise.all(
      Array.from({ length: document.numPages }, async (_, index) =>
        (await document.getPage(index + 1)).getAnnotations(),
      ),
    )
  ).flat();
  expect(links.filter((link) => link.url)).toEqual([]);
});

test("prints right-to-left and East Asian reports", async () => {
  for (const language of ["ar", "ja"]) {
    const { info } = await (await print({ ...sampleReport, language })).getMetadata();
    expect(info).toMatchObject({ Language: language });
  }
});

test("a cancelled printing ends with the reason of its signal, before and during", async () => {
  const reason = new Error("stopped by the user");
  const stopped = sampleContext({ signal: AbortSignal.abort(reason) });
  await expect(pdfRenderer.render(resolve(sampleReport), stopped)).rejects.toBe(reason);
  const browser = await createBrowser();
  const controller = new AbortController();
  const printing = browser.print(`<p>${"long text ".repeat(100_000)}</p>`, { footer, signal: controller.signal });
  setTimeout(() => controller.abort(reason), 100);
  await expect(printing).rejects.toBe(reason);
  await browser.close();
});

describe("the browser", () => {
  test("reaches nothing on the network and runs no script", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const browser = await createBrowser();
    try {
      const at = `http://127.0.0.1:${port}`;
      const page = `<link rel="stylesheet" href="${at}/css"><img src="${at}/img"><iframe src="${at}/frame"></iframe><script>document.body.append("ran")</script><p>text</p>`;
      const document = await openPdf(await browser.print(page, { footer, signal }));
      expect(await textOf(document)).toBe("text");
      expect(asked).toEqual([]);
    } finally {
      await browser.close();
      server.close();
    }
  });

  test("that does not start is a missing dependency, with what was tried and what to do", async () => {
    const nowhere = async () => ({ name: "nowhere", executablePath: "/nowhere/chromium" });
    const failing = createBrowser([
      nowhere,
      async () => undefined,
      () => Promise.reject(new Error("ENOSPC: no space left")),
    ]);
    const error = await failing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ExhibitError);
    expect(error).toMatchObject({ code: "DEPENDENCY_MISSING" });
    expect(String(error)).toMatch(/nowhere \(.*ENOSPC.*apt-get install chromium.*--formats/s);
  });

  test("is taken from the next candidate when the first does not start", async () => {
    const browser = await createBrowser([
      async () => ({ name: "nowhere", executablePath: "/nowhere" }),
      ...browserCandidates(),
    ]);
    await browser.close();
  });

  test.runIf(process.platform === "linux" && process.arch === "x64")(
    "is unpacked to a folder of this user alone, and starts with its own libraries",
    async () => {
      const candidate = browserCandidates().at(-1);
      const binary = await candidate?.();
      expect(binary?.executablePath).toContain(tmpdir());
      expect((await stat(path.dirname(binary?.executablePath ?? ""))).mode & 0o077).toBe(0);
      expect((await stat(path.join(binary?.libraries ?? "", "libnss3.so"))).size).toBeGreaterThan(100_000);
      const browser = await createBrowser([async () => binary]);
      expect((await browser.print("<p>x</p>", { footer, signal })).length).toBeGreaterThan(500);
      await browser.close();
    },
  );
});

describe("what is too wide for its page", () => {
  const cell = (value: string, isNumber = true) => ({
    children: [{ type: "text" as const, value }],
    ...(isNumber ? { align: "right" as const } : { isHeader: true }),
  });
  const row = (name: string, columns: number) => [
    cell(name, false),
    ...Array.from({ length: columns }, () => cell("128,107")),
  ];
  const wide: Block = {
    type: "table",
    id: "wide",
    caption: [{ type: "text", value: "Monthly generation" }],
    header: row("State", 12),
    rows: ["Iowa", "Massachusetts", "North Carolina"].map((name) => row(name, 12)),
  };
  const endless = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);
  let document: PDFDocumentProxy;
  beforeAll(async () => {
    const blocks: Block[] = [wide, { type: "paragraph", children: [{ type: "text", value: endless }] }];
    const sections = [{ id: "w", title: "Twelve months", blocks, sections: [] }];
    document = await print({ ...sampleReport, title: "A title without end ".repeat(30), sections });
  });
  const sizesOf = async (page: number): Promise<readonly [number, number]> => {
    const { view } = await document.getPage(page);
    return [Math.round(view[2] ?? 0), Math.round(view[3] ?? 0)];
  };

  test("turns its own page, with heading and caption, and no other", async () => {
    const pages = Array.from({ length: document.numPages }, (_, index) => index + 1);
    const turned: string[] = [];
    for (const page of pages) {
      const [width, height] = await sizesOf(page);
      if (width > height) turned.push((await linesOf(document, page)).map(({ text }) => text).join(" "));
    }
    expect(turned).toHaveLength(1);
    for (const words of ["Twelve months", "Monthly generation", "Massachusetts"]) expect(turned[0]).toContain(words);
  });

  test("shrinks nothing: the title has the size of its style", async () => {
    const title = (await linesOf(document, 1)).find(({ text }) => text.startsWith("A title without end"));
    expect(title?.size).toBeCloseTo(18, 0);
  });

  test("leaves the page number in the footer, however long the title", async () => {
    for (let page = 1; page <= document.numPages; page++) {
      const lowest = (await linesOf(document, page)).filter(({ y }) => y < 50).map(({ text }) => text);
      expect(lowest.join(" ")).toMatch(new RegExp(`${page}\\s*/\\s*${document.numPages}`));
      expect(lowest.join(" ")).toContain("…");
    }
  });
});
