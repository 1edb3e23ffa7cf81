import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExhibitError } from "../../src/errors.ts";
import type { Renderer } from "../../src/render/index.ts";
import { writeArtifacts } from "../../src/research/index.ts";
import type { ArtifactFormat } from "../../src/runs/index.ts";
import { sampleReport as report } from "../support/sample-report.ts";
import { type Bench, openBench } from "./services.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** A renderer that writes one word, or does what it is told. */
const rendererOf = (format: ArtifactFormat, render?: Renderer["render"]): Renderer => ({
  format,
  mediaType: "text/plain",
  render: render ?? (async () => [{ name: `report.${format}`, bytes: new TextEncoder().encode("made") }]),
});

function write(changes: Partial<Record<ArtifactFormat, Renderer["render"]>>, signal = bench.services.signal) {
  const renderers = {
    md: rendererOf("md", changes.md),
    html: rendererOf("html", changes.html),
    pdf: rendererOf("pdf", changes.pdf),
    docx: rendererOf("docx", changes.docx),
    pptx: rendererOf("pptx", changes.pptx),
  };
  return writeArtifacts(report, { ...bench.services, renderers, signal, formats: ["md", "docx", "pptx"] });
}

test("writes each format and the sidecars, and tells of each", async () => {
  const { artifacts, failures } = await write({});
  expect([artifacts, failures]).toEqual([["report.md", "report.docx", "report.pptx"], []]);
  const names = await readdir(bench.services.folder.path);
  expect(names).toEqual(expect.arrayContaining(["evidence.json", "report.md", "report.docx", "report.pptx"]));
  expect(bench.events.map((event) => event.type)).toEqual(Array(3).fill("artifact-written"));
});

test("a format that cannot be made is a failure; the others are still written", async () => {
  const { artifacts, failures } = await write({
    docx: async () => {
      throw new TypeError("no paragraphs here");
    },
  });
  expect(artifacts).toEqual(["report.md", "report.pptx"]);
  expect(failures).toEqual([
    {
      stage: "render",
      target: "report.docx",
      code: "broken",
      message: "report.docx could not be made: no paragraphs here",
    },
  ]);
  expect(bench.events.filter((event) => event.type === "failure")).toHaveLength(1);
});

test("a full disk ends the rendering, because it concerns every format", async () => {
  const full = new ExhibitError("DISK_FULL", "No space left.");
  const failing = async () => {
    throw full;
  };
  await expect(write({ md: failing })).rejects.toBe(full);
});

test("a cancellation is no failure of a format", async () => {
  const abort = new AbortController();
  const reason = new Error("enough");
  const cancelled = write(
    {
      docx: async (_, { signal }) => {
        abort.abort(reason);
        signal.throwIfAborted();
        return [];
      },
    },
    abort.signal,
  );
  await expect(cancelled).rejects.toBe(reason);
});
