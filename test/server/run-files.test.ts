import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runFolderAt } from "../../src/runs/index.ts";
import { artifactFiles, readArtifact, readRunFile } from "../../src/server/run-files.ts";

const forReaders: readonly (readonly [name: string, mediaType: string])[] = [
  ["report.md", "text/markdown; charset=utf-8"],
  ["report.html", "text/html; charset=utf-8"],
  ["report.pdf", "application/pdf"],
  ["report.json", "application/json"],
  ["evidence.json", "application/json"],
  ["references.bib", "application/x-bibtex; charset=utf-8"],
  ["references.ris", "application/x-research-info-systems; charset=utf-8"],
  ["inquiry.md", "text/markdown; charset=utf-8"],
  ["delta.json", "application/json"],
  ["assets/as-1.png", "image/png"],
  ["assets/as-2.SVG", "image/svg+xml"],
  ["assets/as-3", "application/octet-stream"],
  ["charts/ch-1.csv", "text/csv; charset=utf-8"],
];
const forNobody = ["run.json", "events.jsonl", "plan.json", "checkpoints.sqlite", "prompts/draft.md", "report.tex"];

let out: string;
let folder: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-files-"));
  folder = join(out, "run-1");
  for (const name of ["assets", "charts", "prompts"]) await mkdir(join(folder, name), { recursive: true });
  for (const name of [...forReaders.map(([name]) => name), ...forNobody])
    await writeFile(join(folder, name), `in ${name}`);
  await writeFile(join(out, "secret.png"), "secret");
  await mkdir(join(out, "run-10"));
  await writeFile(join(out, "run-10", "report.md"), "of another run");
  await symlink(join(out, "secret.png"), join(folder, "assets", "out.png"));
  await symlink(join(out, "run-10", "report.md"), join(folder, "assets", "other.md"));
  await symlink(join(folder, "run.json"), join(folder, "assets", "within.json"));
  await symlink("loop.png", join(folder, "assets", "loop.png"));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe("a file of a run", () => {
  test.each(forReaders)("that was made for readers, %s, is %s", async (name, mediaType) => {
    const file = await readRunFile(folder, name);
    expect([new TextDecoder().decode(file?.bytes), file?.mediaType]).toEqual([`in ${name}`, mediaType]);
  });

  test.each([
    ...forNobody,
    ...["", ".", "..", "assets", "assets/", "assets/..", "assets/.", "assets/../run.json", "report.md/", "/report.md"],
    ...["./report.md", "REPORT.MD", "report.md\n", "report.md\u0000", "assets/as-1.png/x", "assets\\as-1.png"],
    ...["assets/größe.png", "references.json", "charts/gone.csv", "report.docx"],
  ])("that was not, or is not there, “%s”, is none", async (name) => {
    expect(await readRunFile(folder, name)).toBeUndefined();
  });

  test.each(["assets/out.png", "assets/other.md", "assets/loop.png"])(
    "that leads out of its folder or nowhere, %s, is none",
    async (name) => expect(await readRunFile(folder, name)).toBeUndefined(),
  );

  test("of a run that was removed is none", async () => {
    expect(await readRunFile(join(out, "run-gone"), "report.md")).toBeUndefined();
  });
});

describe("the downloads of a run", () => {
  test("are its renderings with their sizes, in one order for all runs", async () => {
    expect(await artifactFiles(runFolderAt(folder))).toEqual([
      { name: "report.pdf", format: "pdf", bytes: 13 },
      { name: "report.html", format: "html", bytes: 14 },
      { name: "report.md", format: "md", bytes: 12 },
      { name: "report.json", format: "json", bytes: 14 },
      { name: "references.bib", format: "bib", bytes: 17 },
      { name: "references.ris", format: "ris", bytes: 17 },
    ]);
  });

  test("are none of a run that has no files, or whose file is a folder", async () => {
    await mkdir(join(out, "run-2", "report.md"), { recursive: true });
    expect(await artifactFiles(runFolderAt(join(out, "run-2")))).toEqual([]);
    expect(await readArtifact(runFolderAt(join(out, "run-2")), "report.md")).toBeUndefined();
  });

  test("are the only files that a download opens", async () => {
    expect((await readArtifact(runFolderAt(folder), "report.pdf"))?.mediaType).toBe("application/pdf");
    for (const name of ["evidence.json", "delta.json", "assets/as-1.png", "run.json", "report.docx"])
      expect(await readArtifact(runFolderAt(folder), name)).toBeUndefined();
  });
});
