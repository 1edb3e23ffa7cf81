import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toSlides } from "../../../src/render/pptx/index.ts";
import { plainText } from "../../../src/render/pptx/slide.ts";
import { resolve } from "../../../src/report/index.ts";
import { sampleReport } from "../../support/sample-report.ts";
import { type OfficeFormat, renderOffice } from "../support/office.ts";

/** An office suite opens what we write, draws every page, and shows its words. */

const run = promisify(execFile);

function find(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // The command is not installed; anything else that keeps it from starting is the same to this test.
    return (
      error instanceof Error &&
      "status" in error &&
      error.status !== null &&
      !("code" in error && error.code === "ENOENT")
    );
  }
}

const available = find("soffice");
const reason = "LibreOffice (soffice) is not installed: apt-get install libreoffice-impress libreoffice-writer";

test("LibreOffice is there, or its absence is said aloud", (context) => {
  if (available) return;
  if (process.env.CI === "true") throw new Error(reason);
  process.stderr.write(`SKIPPED: ${reason}\n`);
  context.skip(reason);
});

describe.skipIf(!available)("LibreOffice", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "exhibit-libreoffice-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function pagesOf(format: OfficeFormat): Promise<readonly string[]> {
    const source = join(folder, `report.${format}`);
    await writeFile(source, await renderOffice(format));
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    await run("soffice", [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source], {
      timeout: 280_000,
    });
    const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
    const pdf = await getDocument({ data: new Uint8Array(await readFile(join(folder, "report.pdf"))), verbosity: 0 })
      .promise;
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, index) => {
        const { items } = await (await pdf.getPage(index + 1)).getTextContent();
        return items.map((item) => ("str" in item ? item.str : "")).join("");
      }),
    );
    await pdf.destroy();
    return pages.map((page) => page.replace(/\s+/g, " "));
  }

  test("draws one page for each slide, each with its title", async () => {
    const pages = await pagesOf("pptx");
    const slides = toSlides(resolve(sampleReport));
    expect(pages).toHaveLength(slides.length);
    const bare = (text: string): string => text.replace(/\s+/g, "");
    for (const [index, slide] of slides.entries())
      expect(bare(pages[index] ?? "")).toContain(bare(plainText(slide.title)));
  });

  test("draws the document with its headings on the pages that its contents name", async () => {
    const pages = await pagesOf("docx");
    const text = pages.join(" ");
    for (const words of [
      "Summary",
      "1.1 How the change is computed",
      "Figure 1: Total net sales by quarter",
      "Sources",
    ]) {
      expect(text).toContain(words);
    }
    const named = /1\.1 How the change is computed[ .]*(\d)/.exec(text)?.[1];
    expect(pages[Number(named) - 1]).toContain("1.1 How the change is computed");
    expect(pages.at(-1)).toContain(`${pages.length} / ${pages.length}`);
  });
});
