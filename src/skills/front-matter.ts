import { basename } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import { isTakenId, oneLine } from "../report/index.ts";
import type { Skill } from "./skill.ts";

const maxCues = 80;
const maxSections = 12;

/** Two gaps at most: with more, matching one cue could take the square of the question's length. */
const cue = z
  .string()
  .trim()
  .min(2)
  .max(80)
  .refine((text) => text.split("…").length <= 3, "a cue may have two gaps (…) at most")
  .refine((text) => /[\p{L}\p{N}]/u.test(text), "a cue needs a word");

const words = z.string().trim().min(1).max(120);
/** One text for all languages, or one for each language tag. */
const translated = z.union([words, z.record(z.string().regex(/^[a-z]{2,3}$/), words)]);

const section = z.strictObject({
  purpose: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by single hyphens")
    .refine((purpose) => !isTakenId(purpose), "this is a part that every report has"),
  title: translated,
  topics: z.array(words).min(1).max(6),
});

const outline = z
  .strictObject({
    overview: z.enum(["first", "several", "never"]).exactOptional(),
    maxSections: z.int().min(1).exactOptional(),
    maxVisuals: z.int().min(0).exactOptional(),
    sections: z.array(section).min(1).max(maxSections).exactOptional(),
  })
  .refine(
    ({ sections = [] }) => new Set(sections.map(({ purpose }) => purpose)).size === sections.length,
    "sections must differ in their purpose",
  );

/** Names and limits of the Agent Skills specification; keys of other agents are kept as they are. */
const frontMatter = z.looseObject({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words joined by single hyphens"),
  description: z.string().trim().min(1).max(1024),
  outline: outline.exactOptional(),
  choose: z
    .strictObject({
      when: z.array(cue).min(1).max(maxCues),
      unless: z.array(cue).max(maxCues).exactOptional(),
    })
    .exactOptional(),
});

/**
 * Reads one SKILL.md; says what is wrong with it in one sentence.
 *
 * Contract: a name that is left out is the folder's, as other agents have it; unknown keys are kept in `extra`.
 */
export function parseSkill(text: string, folder: string): { skill: Skill } | { problem: string } {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text);
  if (!match) return { problem: "SKILL.md must start with front matter between two lines of `---`." };
  const read = readYaml(match[1] ?? "");
  if ("problem" in read) return read;
  const given = read.value;
  const named = isRecord(given) && given.name === undefined ? { ...given, name: basename(folder) } : given;
  const parsed = frontMatter.safeParse(named);
  if (!parsed.success) return { problem: `The front matter is wrong: ${reasonsOf(parsed.error)}` };
  const { name, description, outline, choose, ...extra } = parsed.data;
  if (name !== basename(folder))
    return { problem: `The name ${name} must equal the folder's name ${basename(folder)}.` };
  const optional = { ...(outline && { outline }), ...(choose && { choose }) };
  return { skill: { name, description, ...optional, folder, extra, body: (match[2] ?? "").trim() } };
}

/**
 * Descriptions with an unquoted colon are common and other agents take them, so their line is quoted on a second try.
 */
function readYaml(text: string): { value: unknown } | { problem: string } {
  const first = readOnce(text);
  if ("value" in first) return first;
  const quoted = text.replace(
    /^(description):[ \t]+(?!["'|>[{&*!])(.+?)\r?$/m,
    (_line, key: string, value: string) => `${key}: ${JSON.stringify(value)}`,
  );
  return quoted === text ? first : readOnce(quoted);
}

function readOnce(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: parse(text) };
  } catch (error) {
    return { problem: `The front matter is not YAML: ${firstLine(error)}` };
  }
}

const firstLine = (error: unknown): string => messageOf(error).split("\n")[0] ?? "";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const reasonsOf = (error: z.ZodError): string => oneLine(z.prettifyError(error));
