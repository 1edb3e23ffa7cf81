/**
 * Makes the binary files of `samples/` from its CSV: `npm run build && node dist/test/support/make-samples.js`.
 * They are committed; run it again only to change them.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { Document, HeadingLevel, ImageRun, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import { chromium as playwright } from "playwright-core";
import PptxGenJS from "pptxgenjs";
import sharp from "sharp";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { packageRoot } from "../../src/package-root.ts";

const folder = join(packageRoot, "samples");
const sources = ["Fossil Fuels", "Nuclear Energy", "Renewables"];
type Row = { readonly year: string; readonly source: string; readonly generation: number };

async function readRows(): Promise<readonly Row[]> {
  const lines = (await readFile(join(folder, "iowa-electricity.csv"), "utf8")).trim().split("\n").slice(1);
  return lines.map((line) => {
    const [year = "", source = "", generation = ""] = line.split(",");
    return { year, source, generation: Number(generation) };
  });
}

async function chartSvg(rows: readonly Row[]): Promise<string> {
  const spec: TopLevelSpec = {
    title: "Net generation in Iowa by source (GWh)",
    width: 620,
    height: 300,
    data: { values: rows.map((row) => ({ ...row })) },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "year", type: "ordinal", title: "Year" },
      y: { field: "generation", type: "quantitative", title: "Net generation (GWh)" },
      color: { field: "source", type: "nominal", title: "Source" },
    },
    config: { background: "white", font: "Liberation Sans, Arial, sans-serif" },
  };
  return new View(parse(compile(spec).spec), { renderer: "none" }).toSVG();
}

const generationOf = (rows: readonly Row[], year: string, source: string) =>
  rows.find((row) => row.year === year && row.source === source)?.generation ?? 0;
const thousands = (value: number) => value.toLocaleString("en-US");

function tableHtml(rows: readonly Row[], years: readonly string[]): string {
  const header = ["Year", ...sources, "Total"].map((name) => `<th>${name}</th>`).join("");
  const body = years.map((year) => {
    const values = sources.map((source) => generationOf(rows, year, source));
    const cells = [...values, values.reduce((sum, value) => sum + value, 0)].map(
      (value) => `<td>${thousands(value)}</td>`,
    );
    return `<tr><th>${year}</th>${cells.join("")}</tr>`;
  });
  return `<table><tr>${header}</tr>${body.join("")}</table>`;
}

const style = `body{font:11pt Liberation Serif,serif;margin:0}h1{font-size:20pt}h2{font-size:14pt}.columns{columns:2;column-gap:24pt;text-align:justify}
table{border-collapse:collapse;margin:8pt 0;width:100%}th,td{border-bottom:.5pt solid #888;padding:3pt 6pt;text-align:right}th:first-child{text-align:left}
.caption{font-weight:bold;margin-top:12pt}svg{max-width:100%}.page{break-after:page}`;

function reportHtml(rows: readonly Row[], svg: string): string {
  const years = [...new Set(rows.map((row) => row.year))];
  return `<html lang="en"><head><title>Electricity in Iowa, 2001 to 2017</title><style>${style}</style></head><body>
<div class="page"><h1>Electricity in Iowa, 2001 to 2017</h1><p>State Energy Review, report 7 of 2018</p>
<h2>1 Summary</h2><div class="columns"><p>Electricity generation in Iowa grew from 40,651 GWh in 2001 to 56,476 GWh in 2017. The mix changed more than the amount. Fossil fuels fell from 87.0 percent to 51.9 percent of the total, while renewables rose from 3.5 percent to 38.8 percent. Nuclear energy stayed between 7.3 and 11.4 percent.</p>
<p>Fossil-fuel generation peaked in 2010 at 42,750 GWh. By 2017 it had fallen to 29,329 GWh, which is 31.4 percent below the peak. Renewable generation grew in every year but one, 2003, and passed nuclear energy in 2009.</p>
<p>Three causes explain the change. Wind turbines became cheaper and larger. Federal tax credits and a state purchase obligation gave investors security. New transmission lines joined the windy north-west to the cities.</p></div>
<p class="caption">Figure 1: Net generation in Iowa by source, 2001 to 2017</p>${svg}</div>
<div class="page"><h2>2 Generation by source</h2><p class="caption">Table 1: Net generation in Iowa by source (GWh)</p>${tableHtml(rows, years)}
<p>Values are net generation of all plants in the state, including those of industry.</p></div>
<div><h2>3 Outlook</h2><div class="columns"><p>Utilities plan about 2,000 MW of new wind turbines until 2020. If they run like those of today, they will add some 7,000 GWh a year, more than the nuclear plant delivers. The nuclear plant is expected to close.</p>
<p>The limits of the grid are the main risk. In spring nights, when wind is strong and demand is low, lines to the east are full, and turbines have to be switched off. A second line is planned but has no permit yet.</p></div></div></body></html>`;
}

const minutes = `<html><body style="margin:60px;width:1000px;font:27px/1.6 'Liberation Mono',monospace;color:#222;background:#fdfcf7">
<p>MINUTES OF THE WINTER MEETING<br>Prairie Grid Cooperative, 9 December 2009</p>
<p>1. The chair reported that wind farms had delivered more electricity than the nuclear plant for the first time.</p>
<p>2. The engineer explained that coal units must be able to reduce their output by half within one hour.</p>
<p>3. Members agreed to pay 12 million dollars towards the new line from Lehigh to Webster.</p>
<p>4. The next meeting is on 10 March 2010.</p></body></html>`;

async function renderPages(report: string): Promise<{ pdf: Buffer; scan: Buffer }> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--headless=shell"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 900 } });
    await page.setContent(minutes);
    const scan = await page.screenshot();
    await page.setContent(report);
    const pdf = await page.pdf({
      format: "A4",
      margin: { top: "20mm", bottom: "20mm", left: "18mm", right: "18mm" },
      tagged: true,
    });
    return { pdf, scan };
  } finally {
    await browser.close();
  }
}

/** A page as a copier gives it: slightly turned, grey, soft. */
const asScan = (picture: Buffer) =>
  sharp(picture)
    .rotate(0.6, { background: "#fdfcf7" })
    .greyscale()
    .blur(0.6)
    .toColourspace("b-w")
    .jpeg({ quality: 70 })
    .toBuffer();

/** The smallest PDF around one JPEG: a scan without a text layer (PDF 1.4, sections 7.5 and 8.9). */
async function imagePdf(jpeg: Buffer): Promise<Buffer> {
  const { width = 1, height = 1 } = await sharp(jpeg).metadata();
  const [pageWidth, pageHeight] = [595, Math.round((595 * height) / width)];
  const content = `q ${pageWidth} 0 0 ${pageHeight} 0 0 cm /I Do Q`;
  const objects: (string | Buffer)[][] = [
    ["<</Type/Catalog/Pages 2 0 R>>"],
    ["<</Type/Pages/Kids[3 0 R]/Count 1>>"],
    [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${pageWidth} ${pageHeight}]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>`,
    ],
    [
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
      jpeg,
      "\nendstream",
    ],
    [`<</Length ${content.length}>>\nstream\n${content}\nendstream`],
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  const position = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [index, object] of objects.entries()) {
    offsets.push(position());
    parts.push(
      Buffer.from(`${index + 1} 0 obj\n`),
      ...object.map((piece) => Buffer.from(piece)),
      Buffer.from("\nendobj\n"),
    );
  }
  const start = position();
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function review(rows: readonly Row[], chart: Buffer): Promise<Buffer> {
  const years = ["2013", "2014", "2015", "2016", "2017"];
  const row = (cells: readonly string[]) =>
    new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
  const body = sources.map((source) =>
    row([source, ...years.map((year) => thousands(generationOf(rows, year, source)))]),
  );
  const document = new Document({
    title: "Annual review 2017",
    creator: "Prairie Grid Cooperative",
    sections: [
      {
        children: [
          new Paragraph({ text: "Annual review 2017", heading: HeadingLevel.TITLE }),
          new Paragraph({ text: "The year in figures", heading: HeadingLevel.HEADING_1 }),
          new Paragraph(
            "Renewables reached a new high of 21,933 GWh in 2017, 3.3 percent more than in 2016. Fossil-fuel generation rose by 3.1 percent to 29,329 GWh, the first increase since 2014.",
          ),
          new Paragraph({
            text: "Table 1: Net generation in Iowa, last five years (GWh)",
            heading: HeadingLevel.HEADING_2,
          }),
          new Table({ rows: [row(["Source", ...years]), ...body] }),
          new Paragraph({ text: "Investment", heading: HeadingLevel.HEADING_1 }),
          new Paragraph(
            "Members spent $1.9 billion on wind farms and lines in 2017, after $1.4 billion in 2016. The cooperative expects spending to stay near this level until the tax credits end.",
          ),
          new Paragraph({
            children: [
              new ImageRun({
                type: "png",
                data: chart,
                transformation: { width: 480, height: 240 },
                altText: {
                  name: "chart",
                  title: "Net generation",
                  description: "Line chart of net generation in Iowa by source",
                },
              }),
            ],
          }),
          new Paragraph("Figure 1: Net generation in Iowa by source, 2001 to 2017"),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

async function briefing(rows: readonly Row[]): Promise<void> {
  const deck = new (PptxGenJS as unknown as { new (): import("pptxgenjs").default })();
  const first = deck.addSlide();
  first.addText("Renewables supply more than a third of the power", { x: 0.5, y: 0.4, w: 9, h: 0.8, fontSize: 26 });
  const years = ["2015", "2016", "2017"];
  const lines = [
    ["Source (GWh)", ...years],
    ...sources.map((source) => [source, ...years.map((year) => thousands(generationOf(rows, year, source)))]),
  ];
  first.addTable(
    lines.map((cells) => cells.map((text) => ({ text }))),
    { x: 0.5, y: 1.5, w: 9 },
  );
  const second = deck.addSlide();
  second.addText("Risks for the next three years", { x: 0.5, y: 0.4, w: 9, h: 0.8, fontSize: 26 });
  second.addText("Tax credits end, lines to the east are full, and the nuclear plant is expected to close.", {
    x: 0.5,
    y: 1.5,
    w: 9,
    h: 1,
  });
  await deck.writeFile({ fileName: join(folder, "board-briefing.pptx") });
}

const rows = await readRows();
const svg = await chartSvg(rows);
const chart = await sharp(Buffer.from(svg), { density: 110 }).png({ palette: true }).toBuffer();
const { pdf, scan } = await renderPages(reportHtml(rows, svg));
await writeFile(join(folder, "generation-chart.png"), chart);
await writeFile(join(folder, "generation-report.pdf"), pdf);
await writeFile(join(folder, "meeting-minutes-2009.pdf"), await imagePdf(await asScan(scan)));
await writeFile(join(folder, "annual-review-2017.docx"), await review(rows, chart));
await briefing(rows);
