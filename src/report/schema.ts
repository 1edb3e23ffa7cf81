/** The report model as a schema, for reading `report.json` back. Loads zod, so only `parse.ts` imports this file. */
import { z } from "zod";

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const locator = z.strictObject({
  page: z.number().optional(),
  section: z.string().optional(),
  box: box.optional(),
  time: z.string().optional(),
});
const source = z.strictObject({
  id: z.string(),
  url: z.string().optional(),
  path: z.string().optional(),
  title: z.string(),
  authors: z.array(z.string()),
  published: z.string().optional(),
  fetched: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  site: z.string().optional(),
  language: z.string().optional(),
  licence: z.string().optional(),
  retracted: z.boolean().optional(),
});
const quantity = z.strictObject({
  value: z.number(),
  unit: z.string(),
  metric: z.string().optional(),
  entity: z.string().optional(),
  period: z.string().optional(),
  periodEnd: z.string().optional(),
});
const content = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("quote"), exact: z.string(), prefix: z.string(), suffix: z.string() }),
  z.strictObject({
    type: z.literal("cell"),
    tableId: z.string(),
    row: z.string(),
    column: z.string(),
    rowIndex: z.int().nonnegative(),
    columnIndex: z.int().nonnegative(),
    value: z.string(),
    unit: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("region"), assetId: z.string(), box, reading: z.string() }),
]);
const evidence = z.strictObject({
  id: z.string(),
  sourceId: z.string(),
  subQuestionIds: z.array(z.string()),
  locator,
  content,
  quantities: z.array(quantity).optional(),
});
const asset = z.strictObject({
  id: z.string(),
  mediaType: z.string(),
  width: z.number(),
  height: z.number(),
  sha256: z.string(),
  perceptualHash: z.string().optional(),
  sourceId: z.string().optional(),
  locator: locator.optional(),
  parent: z.strictObject({ assetId: z.string(), box }).optional(),
  alt: z.string().optional(),
  caption: z.string().optional(),
  ocrText: z.string().optional(),
  licence: z.string().optional(),
  credit: z.string().optional(),
});

const citation = z.strictObject({ type: z.literal("citation"), evidenceIds: z.tuple([z.string()], z.string()) });
const inline: z.ZodType = z.lazy(() =>
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("text"), value: z.string() }),
    z.strictObject({ type: z.literal("strong"), children: z.array(inline) }),
    z.strictObject({ type: z.literal("emphasis"), children: z.array(inline) }),
    z.strictObject({ type: z.literal("inlineCode"), value: z.string() }),
    z.strictObject({ type: z.literal("math"), value: z.string() }),
    z.strictObject({ type: z.literal("link"), url: z.string(), children: z.array(inline) }),
    citation,
    z.strictObject({ type: z.literal("reference"), targetId: z.string() }),
  ]),
);
const inlines = z.array(inline);
const cell = z.strictObject({
  children: inlines,
  align: z.enum(["left", "right"]).optional(),
  isHeader: z.boolean().optional(),
});
const chart = z.strictObject({
  type: z.literal("chart"),
  id: z.string(),
  mark: z.enum(["bar", "line", "point"]),
  caption: inlines,
  alt: z.string(),
  xTitle: z.string(),
  yTitle: z.string(),
  unit: z.string(),
  categories: z.array(z.string()),
  series: z.array(
    z.strictObject({
      name: z.string(),
      points: z.array(z.strictObject({ value: z.number().nullable(), evidenceIds: z.array(z.string()) })),
    }),
  ),
});
const block: z.ZodType = z.lazy(() =>
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("paragraph"), children: inlines }),
    z.strictObject({ type: z.literal("list"), ordered: z.boolean(), items: z.array(z.array(block)) }),
    z.strictObject({
      type: z.literal("table"),
      id: z.string(),
      caption: inlines,
      header: z.array(cell),
      rows: z.array(z.array(cell)),
    }),
    z.strictObject({
      type: z.literal("figure"),
      id: z.string(),
      assetId: z.string(),
      alt: z.string(),
      caption: inlines,
      credit: z.string().optional(),
    }),
    chart,
    z.strictObject({ type: z.literal("quote"), children: z.array(block) }),
    z.strictObject({ type: z.literal("callout"), tone: z.enum(["note", "warning"]), children: z.array(block) }),
    z.strictObject({ type: z.literal("code"), language: z.string(), value: z.string() }),
    z.strictObject({ type: z.literal("math"), value: z.string() }),
  ]),
);
const section: z.ZodType = z.lazy(() =>
  z.strictObject({ id: z.string(), title: z.string(), blocks: z.array(block), sections: z.array(section) }),
);
const conflict = z.strictObject({
  topic: z.string(),
  positions: z.array(
    z.strictObject({ statement: z.string(), evidenceIds: z.array(z.string()), clusters: z.int().nonnegative() }),
  ),
});
const count = z.int().nonnegative();
const verification = z.strictObject({
  score: z.number().min(0).max(1),
  claims: count,
  citations: count,
  unresolved: count,
  supported: count,
  partly: count,
  unsupported: count,
  contradicted: count,
  uncited: count,
  checks: z.array(
    z.strictObject({
      claim: z.string(),
      place: z.string(),
      evidenceIds: z.array(z.string()),
      support: z.enum(["supported", "partly", "unsupported", "contradicted"]),
      step: z.enum(["citation", "quote", "numbers", "names", "containment", "entailment", "judgement"]),
      reason: z.string(),
    }),
  ),
});

/** A whole report; unknown members are errors, so that nothing is dropped silently. */
const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  title: z.string(),
  question: z.string(),
  language: z.string(),
  created: z.string(),
  summary: z.array(block),
  sections: z.array(section),
  sources: z.array(source),
  evidence: z.array(evidence),
  assets: z.array(asset),
  pages: z.array(z.strictObject({ sourceId: z.string(), page: z.int().positive(), assetId: z.string() })),
  conflicts: z.array(conflict),
  limitations: z.array(z.string()),
  verification,
  generator: z.string(),
});

/** The problems of a value that should be a report, at most five, each with its path. */
export function schemaProblems(value: unknown): readonly string[] {
  const result = reportSchema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".") || "the report"}: ${issue.message}`);
}
