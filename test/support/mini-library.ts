import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><article><h1>${title}</h1>${body}</article></main></body></html>`;

const accounts = (company: string, rows: readonly (readonly [string, number, number])[]) =>
  page(
    `${company} annual accounts 2022`,
    `<p>${company} makes ferries and sells them to harbour towns. Its accounts were checked by an auditor in spring.</p>
     <table><caption>${company}: income statement (EUR million)</caption>
     <tr><th>Item</th><th>2021</th><th>2022</th></tr>
     ${rows.map(([item, before, now]) => `<tr><td>${item}</td><td>${before}</td><td>${now}</td></tr>`).join("")}</table>`,
  );

/** Small documents of an invented town that need neither OCR nor a child process: a run over them takes a blink. */
export const miniLibrary: Readonly<Record<string, string>> = {
  "velden-heat.csv":
    "Year,Heat delivered (GWh),Households connected\n2019,250,9100\n2020,310,11800\n2021,371,14600\n2022,398,16900\n2023,412,18200\n",
  "plant.html": page(
    "Velden geothermal plant",
    `<p>The Velden geothermal plant delivered 412 GWh of heat in 2023 to the district network of the town.</p>
     <p>Heat sales of the Velden plant grew because a city by-law of 2018 obliged new houses to join the network.</p>
     <p>The plant was opened in 2019 by the municipal utility, which had drilled two wells in the years before.</p>`,
  ),
  "letter.md":
    "# Letter to the editor\n\nThe Velden geothermal plant delivered only 350 GWh of heat in 2023, says a neighbour.\n",
  "norda.html": accounts("Norda", [
    ["Revenue", 180, 240],
    ["Operating income", 20, 36],
  ]),
  "sulvik.html": accounts("Sulvik", [
    ["Revenue", 150, 160],
    ["Operating income", 18, 12],
  ]),
};

/** Writes the documents, or those named, into a new folder `docs` below `parent`; gives its path. */
export async function writeMiniLibrary(parent: string, names = Object.keys(miniLibrary)): Promise<string> {
  const folder = join(parent, "docs");
  await mkdir(folder, { recursive: true });
  for (const name of names) await writeFile(join(folder, name), miniLibrary[name] ?? "");
  return folder;
}
