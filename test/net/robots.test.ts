import { describe, expect, test } from "vitest";

import { createRobots, type RobotsFile } from "../../src/net/robots.ts";
import { parseRobotsRules } from "../../src/net/robots-rules.ts";
import { fakeClock } from "../support/fake-clock.ts";

function robotsOf(file: RobotsFile | string) {
  const clock = fakeClock();
  const loads: string[] = [];
  const load = async (url: URL) => {
    loads.push(url.href);
    return typeof file === "string" ? { type: "text" as const, text: file } : file;
  };
  const robots = createRobots({ agent: "Exhibit", clock, load });
  const verdict = (path: string) => robots.verdict(new URL(path, "https://example.org"));
  return { clock, loads, robots, verdict };
}

describe("robots.txt", () => {
  test("forbids what it disallows and allows the rest", async () => {
    const { verdict } = robotsOf("User-agent: *\nDisallow: /private\nAllow: /private/open");
    expect((await verdict("/private/x")).refusal).toMatchObject({ code: "refused-robots" });
    expect((await verdict("/private/open")).refusal).toBeUndefined();
    expect((await verdict("/public")).refusal).toBeUndefined();
  });

  test("prefers the group that names this program", async () => {
    const { verdict } = robotsOf("User-agent: *\nDisallow: /\n\nUser-agent: exhibit\nDisallow: /no\nCrawl-delay: 3");
    expect(await verdict("/page")).toEqual({ crawlDelayMs: 3000 });
    expect((await verdict("/no")).refusal).toBeDefined();
  });

  test("does not obey a group for another program", async () => {
    const { verdict } = robotsOf("User-agent: GPTBot\nDisallow: /");
    expect((await verdict("/")).refusal).toBeUndefined();
  });

  test("caps an absurd crawl delay", async () => {
    const { verdict } = robotsOf("User-agent: *\nCrawl-delay: 86400");
    expect(await verdict("/")).toEqual({ crawlDelayMs: 30_000 });
  });

  test("allows everything when it is missing, and nothing when the server fails", async () => {
    expect(await robotsOf({ type: "missing" }).verdict("/")).toEqual({});
    const broken = robotsOf({ type: "unavailable", code: "timeout", reason: "no answer" });
    expect((await broken.verdict("/")).refusal).toMatchObject({ code: "timeout", reason: "no answer" });
  });

  test.each(["", "\ufeffUser-agent: *", "<html>404</html>", "\u0000\u0001", "Disallow: /"])(
    "survives %j as its content",
    async (text) => expect((await robotsOf(text).verdict("/x")).refusal).toBeUndefined(),
  );

  test("is fetched once per origin and day, also for simultaneous questions", async () => {
    const { clock, loads, robots, verdict } = robotsOf("User-agent: *\nAllow: /");
    await Promise.all([verdict("/a"), verdict("/b"), verdict("/c")]);
    await robots.verdict(new URL("http://example.org/"));
    expect(loads).toEqual(["https://example.org/robots.txt", "http://example.org/robots.txt"]);
    clock.advance(23 * 3600_000);
    await verdict("/d");
    expect(loads).toHaveLength(2);
    clock.advance(2 * 3600_000);
    await verdict("/e");
    expect(loads).toHaveLength(3);
  });

  test("is asked for again soon when the server was down", async () => {
    const { clock, loads, verdict } = robotsOf({ type: "unavailable", code: "unreachable", reason: "down" });
    await verdict("/");
    clock.advance(60_000);
    await verdict("/");
    expect(loads).toHaveLength(1);
    clock.advance(10 * 60_000);
    await verdict("/");
    expect(loads).toHaveLength(2);
  });

  test("that could not be loaded at all is loaded again", async () => {
    let attempts = 0;
    const load = async (): Promise<RobotsFile> => {
      attempts += 1;
      if (attempts === 1) throw new Error("closed");
      return { type: "missing" };
    };
    const robots = createRobots({ agent: "Exhibit", clock: fakeClock(), load });
    await expect(robots.verdict(new URL("https://example.org/"))).rejects.toThrow("closed");
    expect(await robots.verdict(new URL("https://example.org/"))).toEqual({});
  });
});

describe("content signals", () => {
  const signals = (text: string, path = "/") => Object.fromEntries(parseRobotsRules(text, "Exhibit").signalsOf(path));

  test("are read from the group for everyone", () => {
    expect(signals("User-Agent: *\nContent-Signal: ai-train=no, search=yes, ai-input=no\nAllow: /")).toEqual({
      "ai-train": "no",
      search: "yes",
      "ai-input": "no",
    });
  });

  test("of a group that names this program replace those for everyone", () => {
    const text =
      "User-agent: *\nContent-signal: ai-input=no\n\nUser-agent: Other\nUser-agent: Exhibit\nContent-Signal: ai-input=yes";
    expect(signals(text)).toEqual({ "ai-input": "yes" });
  });

  test("of another program's group do not hold", () => {
    expect(signals("User-agent: Other\nContent-Signal: ai-input=no")).toEqual({});
  });

  test("may hold for a path, the longest winning", () => {
    const text =
      "User-agent: *\nContent-Signal: ai-input=yes\nContent-Signal: /news ai-input=no\nContent-Signal: /news/open ai-input=yes";
    expect(signals(text, "/about")["ai-input"]).toBe("yes");
    expect(signals(text, "/news/1")["ai-input"]).toBe("no");
    expect(signals(text, "/news/open/1")["ai-input"]).toBe("yes");
  });

  test("ignore comments, unknown values and odd spacing", () => {
    expect(signals("user-agent:*\r\ncontent-signal :  AI-Input = NO , search=maybe # ai-train=no")).toEqual({
      "ai-input": "no",
    });
  });

  test("refuse pages that are reserved from use by AI", async () => {
    const { verdict } = robotsOf("User-agent: *\nContent-Signal: search=yes, ai-input=no\nAllow: /");
    expect((await verdict("/page")).refusal?.reason).toContain("ai-input=no");
    const allowing = robotsOf("User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /");
    expect((await allowing.verdict("/page")).refusal).toBeUndefined();
  });
});
