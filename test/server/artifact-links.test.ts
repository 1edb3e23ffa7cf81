import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ArtifactLinks, createArtifactLinks } from "../../src/server/artifact-links.ts";

const dayMs = 24 * 60 * 60_000;
let home: string;
let now: number;
let links: ArtifactLinks;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "exhibit-links-"));
  now = Date.parse("2026-03-10T15:00:00Z");
  links = await createArtifactLinks(home, () => new Date(now));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const queryOf = (link: string) => {
  const query = new URL(link, "http://local").searchParams;
  return { expires: query.get("expires") ?? "", signature: query.get("signature") ?? "" };
};

describe("a link to a file of a run", () => {
  test("is the same all day, and good for a week and the rest of its last day", () => {
    const link = links.linkTo("run-1", "report.html");
    now = Date.parse("2026-03-10T23:59:59Z");
    expect(links.linkTo("run-1", "report.html")).toBe(link);
    now = Date.parse("2026-03-11T00:00:01Z");
    expect(links.linkTo("run-1", "report.html")).not.toBe(link);
    const ends = Number(queryOf(link).expires);
    expect(ends).toBe(Date.parse("2026-03-18T00:00:00Z"));
    now = ends - 1;
    expect(links.isValid("run-1", "report.html", queryOf(link))).toBe(true);
    now = ends;
    expect(links.isValid("run-1", "report.html", queryOf(link))).toBe(false);
  });

  test("has an address that browsers take as it is, whatever the names hold", () => {
    const link = links.linkTo("2026 größe?#", "assets/a b%2F&.png");
    const { pathname } = new URL(link, "http://local");
    expect(pathname).toBe("/artifacts/2026%20gr%C3%B6%C3%9Fe%3F%23/assets/a%20b%252F%26.png");
    expect(links.isValid("2026 größe?#", "assets/a b%2F&.png", queryOf(link))).toBe(true);
  });

  test.each<[what: string, open: (query: ReturnType<typeof queryOf>) => boolean]>([
    ["another run", (query) => links.isValid("run-2", "report.html", query)],
    ["another file", (query) => links.isValid("run-1", "report.json", query)],
    ["a name that is cut elsewhere", (query) => links.isValid("run-1/report.html", "", query)],
    [
      "a longer time",
      ({ expires, signature }) => links.isValid("run-1", "report.html", { expires: `${expires}0`, signature }),
    ],
    ["no end", ({ signature }) => links.isValid("run-1", "report.html", { expires: "Infinity", signature })],
    [
      "the same time otherwise written",
      (query) => links.isValid("run-1", "report.html", { ...query, expires: `0${query.expires}` }),
    ],
    ["no signature", ({ expires }) => links.isValid("run-1", "report.html", { expires, signature: "" })],
    [
      "a part of it",
      ({ expires, signature }) => links.isValid("run-1", "report.html", { expires, signature: signature.slice(0, -1) }),
    ],
    [
      "more than it",
      ({ expires, signature }) => links.isValid("run-1", "report.html", { expires, signature: `${signature}=` }),
    ],
    [
      "letters of its length beyond ASCII",
      ({ expires }) => links.isValid("run-1", "report.html", { expires, signature: "é".repeat(43) }),
    ],
  ])("opens nothing with %s", (_, open) => {
    expect(open(queryOf(links.linkTo("run-1", "report.html")))).toBe(false);
  });

  test("is good after a restart of the server, and at no other server", async () => {
    const link = links.linkTo("run-1", "report.html");
    const again = await createArtifactLinks(home, () => new Date(now + dayMs));
    expect(again.isValid("run-1", "report.html", queryOf(link))).toBe(true);
    const elsewhere = await createArtifactLinks(join(home, "elsewhere"), () => new Date(now));
    expect(elsewhere.isValid("run-1", "report.html", queryOf(link))).toBe(false);
  });
});

describe("the key of the links", () => {
  test("is read by the server alone", async () => {
    expect((await stat(join(home, "links.key"))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(home, "links.key"))).toHaveLength(32);
  });

  test("that was torn or emptied is made anew: nobody can guess what it signs", async () => {
    for (const torn of ["", "short"]) {
      await writeFile(join(home, "links.key"), torn);
      await createArtifactLinks(home, () => new Date(now));
      expect(await readFile(join(home, "links.key"))).toHaveLength(32);
    }
  });
});
