import { describe, expect, test } from "vitest";
import { parseSkill } from "../../src/skills/index.ts";
import { skillText } from "./files.ts";

const parse = (text: string, name = "scan") => parseSkill(text, `/skills/${name}`);
const parsed = (text: string, name = "scan") => {
  const result = parse(text, name);
  if ("problem" in result) throw new Error(result.problem);
  return result.skill;
};

describe("front matter as other agents write it", () => {
  test("keys of Claude Code and of OpenClaw are kept as they are", () => {
    const skill = parsed(
      skillText(
        "scan",
        "Scan a market.",
        "license: MIT",
        "allowed-tools: Read, Grep, Bash(git:*)",
        "disable-model-invocation: true",
        'metadata: {"openclaw": {"emoji": "🔭", "requires": {"bins": ["exhibit"]}}}',
      ),
    );
    expect(skill.extra).toEqual({
      license: "MIT",
      "allowed-tools": "Read, Grep, Bash(git:*)",
      "disable-model-invocation": true,
      metadata: { openclaw: { emoji: "🔭", requires: { bins: ["exhibit"] } } },
    });
  });

  test("a name that is left out is the folder's, which must then be a name", () => {
    const text = "---\ndescription: Scan.\n---\nBody.\n";
    expect(parsed(text, "market-scan").name).toBe("market-scan");
    expect(parse(text, "Market Scan")).toEqual({ problem: expect.stringContaining("lower-case") });
  });

  test.each([
    ["Windows line ends", skillText("scan").replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${skillText("scan")}`],
    ["spaces behind the dashes", skillText("scan").replaceAll("---", "---  ")],
    ["an unquoted colon in the description", skillText("scan", "Use when: a market is asked for")],
  ])("takes %s", (_what, text) => {
    expect(parsed(text)).toMatchObject({ name: "scan", body: "Body of scan." });
  });

  test("an unquoted colon stays in the description", () => {
    expect(parsed(skillText("scan", "Use when: asked")).description).toBe("Use when: asked");
  });

  test("a rule of dashes in the body ends nothing", () => {
    expect(parsed(`${skillText("scan")}\n---\n\nMore.\n`).body).toBe("Body of scan.\n\n---\n\nMore.");
  });

  test("front matter that ends the file is a skill without a body", () => {
    expect(parsed("---\nname: scan\ndescription: Scan.\n---").body).toBe("");
  });

  test.each([
    ["no front matter", "# Scan\n", /must start with front matter/],
    ["front matter that never ends", "---\nname: scan\ndescription: x\n", /must start with front matter/],
    ["text before it", `Hello\n${skillText("scan")}`, /must start with front matter/],
    ["a list", "---\n- name\n- description\n---\n", /front matter is wrong/],
    ["nothing between the dashes", "---\n\n---\nBody", /front matter is wrong/],
    ["broken YAML", "---\nname: scan\ndescription: [x\n---\n", /not YAML/],
    ["a description of blanks", skillText("scan", '"  "'), /description/],
    ["a description that is a list", skillText("scan", "[a, b]"), /description/],
    ["a name with two hyphens in a row", skillText("market--scan"), /joined by single hyphens/],
    ["a name of 65 letters", skillText("a".repeat(65)), /64/],
  ])("says what is wrong with %s", (_what, text, problem) => {
    const result = parse(text);
    expect("problem" in result && result.problem).toMatch(problem);
  });

  test("every problem is one line, because it is printed as one", () => {
    for (const text of ["", "---\nname: 3\ndescription: 4\n---\n", skillText("scan", "x", "outline: {a: 1, b: 2}")]) {
      const result = parse(text);
      expect("problem" in result && result.problem.includes("\n")).toBe(false);
    }
  });
});

describe("what a genre asks of the outline", () => {
  const withSection = (section: string) => skillText("scan", "x", `outline: {sections: [${section}]}`);

  test("required sections have a purpose, a title in one or more languages, and topics", () => {
    const { outline } = parsed(withSection("{purpose: size, title: {en: Size, de: Größe}, topics: [market size]}"));
    expect(outline).toEqual({
      sections: [{ purpose: "size", title: { en: "Size", de: "Größe" }, topics: ["market size"] }],
    });
  });

  test.each([
    ["without topics", "{purpose: size, title: Size, topics: []}", /topics/],
    ["without a title", "{purpose: size, topics: [x]}", /title/],
    ["with a purpose that is a sentence", "{purpose: The size, title: Size, topics: [x]}", /lower-case/],
    ["with a purpose that every report has", "{purpose: verification, title: Size, topics: [x]}", /every report has/],
    ["with the purpose of a chart", "{purpose: size-chart, title: Size, topics: [x]}", /every report has/],
    ["with a language that is none", "{purpose: size, title: {English: Size}, topics: [x]}", /title/],
    ["of one purpose twice", "{purpose: a, title: A, topics: [x]}, {purpose: a, title: B, topics: [y]}", /differ/],
    ["with a key nobody reads", "{purpose: a, title: A, topics: [x], queries: [y]}", /queries/],
  ])("refuses a section %s", (_what, section, problem) => {
    const result = parse(withSection(section));
    expect("problem" in result && result.problem).toMatch(problem);
  });
});

describe("cues", () => {
  const withCue = (cue: string) => skillText("scan", "x", `choose: {when: [${JSON.stringify(cue)}]}`);

  test("are kept with what excludes them", () => {
    const { choose } = parsed(skillText("scan", "x", "choose: {when: [market scan], unless: [the market scan]}"));
    expect(choose).toEqual({ when: ["market scan"], unless: ["the market scan"] });
  });

  test.each([
    ["a single letter", "a", /too|least|small|>=2/i],
    ["nothing but signs", "?!", /needs a word/],
    ["three gaps", "a … b … c … d", /two gaps/],
    ["a whole page", "word ".repeat(50), /80/],
  ])("refuse %s", (_what, cue, problem) => {
    const result = parse(withCue(cue));
    expect("problem" in result && result.problem).toMatch(problem);
  });
});
