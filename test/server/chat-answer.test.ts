import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/report/index.ts";
import { chatAnswer } from "../../src/server/chat-answer.ts";
import { secretsOf } from "../../src/server/public-text.ts";
import { smallReport } from "../report/small-report.ts";

type Services = Parameters<typeof chatAnswer>[1];
let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "exhibit-answer-"));
});
afterAll(() => rm(out, { recursive: true }));

async function answer(url: string | undefined, files: readonly string[] = []) {
  const [source] = smallReport.sources;
  if (!source) throw new Error("the report has a source");
  const { path: _, ...rest } = source;
  const report: Report = { ...smallReport, sources: [url === undefined ? source : { ...rest, url }] };
  await rm(join(out, "r1"), { recursive: true, force: true });
  await mkdir(join(out, "r1"));
  for (const name of ["report.json", ...files]) await writeFile(join(out, "r1", name), JSON.stringify(report));
  const links = { linkTo: (runId: string, name: string) => `/artifacts/${runId}/${name}?key=1` };
  const services = { config: { out }, links, origin: "http://local", signal: new AbortController().signal };
  return chatAnswer("r1", services as unknown as Services);
}

describe("a report as a chat message", () => {
  test.each([
    ["https://example.org/a", "https://example.org/a"],
    ["https://example.org/Wind_(power", "https://example.org/Wind_%28power"],
    ["https://example.org/a)b c", "https://example.org/a%29b%20c"],
  ])("links the mark of %s to %s, and says where it stands", async (url, target) => {
    const { text, citations } = await answer(url);
    expect(text).toContain(`Sales rose.[[1]](${target})`);
    expect(citations.length).toBeGreaterThan(1);
    for (const { start, end, url: told } of citations) {
      expect(text.slice(start, end)).toBe(`[[1]](${target})`);
      expect(told).toBe(url);
    }
  });

  test("leads to its own page for what has no address, and to no place where there is none", async () => {
    const paged = await answer(undefined, ["report.html"]);
    expect(paged.citations[0]?.url).toBe("http://local/artifacts/r1/report.html?key=1#source-1");
    expect(paged.text).toContain("[report.html](http://local/artifacts/r1/report.html?key=1)");
    const bare = await answer(undefined);
    expect(bare.citations).toEqual([]);
    expect(bare.text).toContain("Sales rose.[1]");
  });

  test("shows pictures from addresses that open without a token", async () => {
    expect((await answer(undefined)).text).toContain("](http://local/artifacts/r1/assets/as-1.png?key=1)");
  });
});

test.each([
  ["smtp://u:long%20secret@h", ["long%20secret", "long secret"]],
  ["smtp://u:per%cent-sign@h", ["per%cent-sign"]],
  ["smtp://h", []],
  ["smtp://u:short@h", ["short"]],
])("the secrets of the mail server %s are %j", (url, secrets) => {
  const mail = { url, from: "a@example.org" };
  const config = { modelAccess: { keys: {} }, providerSettings: {}, tools: { servers: [] }, mail };
  expect(secretsOf(config as unknown as Parameters<typeof secretsOf>[0])).toEqual(secrets);
});
