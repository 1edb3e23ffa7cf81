import { z } from "zod";
import { canParseUrl } from "../../report/can-parse-url.ts";
import { artifactFormats } from "../../runs/index.ts";
import { quietHoursPattern } from "./quiet-hours.ts";
import { timetableProblem } from "./slots.ts";

const words = (max: number) => z.string().trim().min(1).max(max);
/** Said without repeating it: what stands before the @ would end in deliveries and their messages. */
const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .refine((address) => canParseUrl(address) && new URL(address).username + new URL(address).password === "", {
    error: "must be an address without user name and password",
  });
const listOf = <Item extends z.ZodType>(item: Item, max: number) =>
  z.union([item, z.array(item).min(1).max(max)]).transform((value) => (Array.isArray(value) ? value : [value]));
/** What a run may be asked. */
const maxQuestionLength = 4_000;
/** One address, nothing that a mail header could be made of. */
const mailAddress = z.email().max(254);

const scheduleSchema = z
  .strictObject({
    /** Five fields: minute, hour, day, month, weekday. */
    cron: words(100),
    /** IANA name; the clocks of this zone count. */
    timeZone: words(64).default("UTC"),
    /** When the run before is still at work: leave this one out, wait for it, or end it. */
    overlap: z.enum(["skip", "queue", "replace"]).default("skip"),
    /** After downtime: make up for the latest, for all, or for none. */
    missed: z.enum(["latest", "all", "none"]).default("latest"),
    /** `22:00-07:00`: runs happen, deliveries wait. */
    quiet: z.string().regex(quietHoursPattern, "must look like 22:00-07:00").optional(),
    /** No slot after this instant. */
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .superRefine((schedule, context) => {
    const problem = timetableProblem(schedule);
    if (problem) context.addIssue({ code: "custom", path: [problem.key], message: problem.message });
  });

const sourcesSchema = z.strictObject({
  /** Names of the server's libraries; in a file also paths, from the folder where the server was started. */
  libraries: z.array(words(1_000)).max(50).optional(),
  urls: z.array(httpUrl).max(50).optional(),
  /** Search providers. */
  search: z.array(words(64)).max(20).optional(),
});

const deliverSchema = z.strictObject({
  folder: listOf(words(1_000), 5).optional(),
  webhook: listOf(httpUrl, 5).optional(),
  mail: listOf(mailAddress, 50).optional(),
  feed: z.boolean().optional(),
  /** `news` leaves out runs in which nothing was new. */
  when: z.enum(["always", "news"]).default("always"),
});

/** What a briefing is, as a file of `briefings/` or the API says it; unknown keys are errors. */
export const definitionSchema = z
  .strictObject({
    title: words(200).optional(),
    question: words(maxQuestionLength).optional(),
    /** Questions to keep an eye on, in place of one. */
    watch: z.array(words(1_000)).min(1).max(20).optional(),
    schedule: scheduleSchema,
    sources: sourcesSchema.default({}),
    formats: z.array(z.enum(artifactFormats)).min(1).default(["html", "md"]),
    length: z.enum(["brief", "standard", "deep"]).optional(),
    language: words(35).optional(),
    skill: words(64).optional(),
    model: words(200).optional(),
    maxMinutes: z.number().positive().max(1_440).optional(),
    maxSources: z.number().int().positive().max(100_000).optional(),
    maxCostUsd: z.number().positive().optional(),
    deliver: deliverSchema.default({ when: "always" }),
    /** Runs that are kept. */
    keep: z.number().int().min(1).max(10_000).default(30),
    enabled: z.boolean().default(true),
    /** `report` makes each run a report of its own, without a comparison. */
    kind: z.enum(["briefing", "report"]).default("briefing"),
  })
  .refine(({ question, watch }) => (question === undefined) !== (watch === undefined), {
    error: "give either a question or a watch list",
    path: ["question"],
  })
  .refine(({ watch }) => questionOf({ watch }).length <= maxQuestionLength, {
    error: `its questions take at most ${maxQuestionLength} characters together`,
    path: ["watch"],
  });

/** What a briefing asks, when, and where its results go, with all defaults filled in. */
export type Definition = z.output<typeof definitionSchema>;

/** A briefing's name: a file's without its ending, part of addresses and folders. */
export const nameSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/i, "takes letters, digits, - and _");

/** What the runs of a briefing are asked: its question, or one for all that it watches. */
export function questionOf({
  question,
  watch = [],
}: {
  readonly question?: string | undefined;
  readonly watch?: readonly string[] | undefined;
}): string {
  return question ?? watch.join(" ");
}

/** The problems of something that is no definition, one sentence each, with the key. */
export function problemsOf(error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message, code, ...issue }) => {
    if (code === "unrecognized_keys" && "keys" in issue)
      return `${["", ...path].join(".").slice(1)}: no such key as ${(issue.keys as readonly string[]).join(", ")}; see the README for those there are`.replace(
        /^: /,
        "",
      );
    return `${path.join(".") || "the file"}: ${message}`;
  });
}
