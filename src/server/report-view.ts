import { basename } from "node:path";
import { ExhibitError } from "../errors.ts";
import { type Surroundings, surroundingsOf } from "../evidence/index.ts";
import type { StoredSource } from "../library/index.ts";
import { isRightToLeft } from "../render/index.ts";
import type { Asset, Box, Evidence, Report, Source } from "../report/index.ts";
import { parseReport } from "../report/parse.ts";
import { type ResolvedReport, resolve } from "../report/resolve.ts";
import type { RunFolder } from "../runs/index.ts";
import type { EvidenceView, ReportView, Viewer } from "./api-types.ts";

/** The report of a run, numbered. Errors: `NOT_FOUND` while there is none. */
export async function loadResolved(folder: RunFolder): Promise<ResolvedReport> {
  const bytes = await folder.readBytes("report.json");
  if (!bytes) throw new ExhibitError("NOT_FOUND", "This run has no report yet; it is made at the end.");
  return resolve(withoutPaths(await parseReport(new TextDecoder().decode(bytes))));
}

/** Where a file lies on the server is nobody's business but the operator's. */
function withoutPaths(report: Report): Report {
  return { ...report, sources: report.sources.map(withoutPath) };
}

/** The source with the name of its file in place of the path. */
function withoutPath(source: Source): Source {
  return source.path === undefined ? source : { ...source, path: basename(source.path) };
}

/** The report as it is sent: maps as objects, and the direction in which its language is read. */
export function reportView(resolved: ResolvedReport): ReportView {
  const { report, labels, appendices, bibliography, citationNumbers, numbered, sectionNumbers } = resolved;
  return {
    report,
    labels,
    appendices,
    bibliography,
    citationNumbers: Object.fromEntries(citationNumbers),
    numbered: Object.fromEntries(numbered),
    sectionNumbers: Object.fromEntries(sectionNumbers),
    direction: isRightToLeft(report.language) ? "rtl" : "ltr",
  };
}

/** One piece of evidence of a report in its context. Errors: `NOT_FOUND`. */
export async function evidenceView(id: string, resolved: ResolvedReport, folder: RunFolder): Promise<EvidenceView> {
  const { report, evidence: all, citationNumbers } = resolved;
  const evidence = all.get(id);
  const source = evidence && report.sources.find(({ id: sourceId }) => sourceId === evidence.sourceId);
  if (!evidence || !source) throw new ExhibitError("NOT_FOUND", `This report cites no evidence ${id}.`);
  const stored = await folder.readJson<StoredSource>(`sources/${source.id}.json`);
  const surroundings: Surroundings | undefined = stored && surroundingsOf(stored.parsed, evidence);
  const picture = pictureOf(evidence, report);
  const number = citationNumbers.get(id);
  return {
    evidence,
    source,
    viewer: viewerOf(source),
    checks: report.verification.checks.filter(({ evidenceIds }) => evidenceIds.includes(id)),
    ...(number === undefined ? {} : { number }),
    ...(surroundings ? { surroundings } : {}),
    ...(picture ? { picture } : {}),
  };
}

/** The cited picture of a region, else that of the evidence's page. */
function pictureOf(
  { content, locator, sourceId }: Evidence,
  { assets, pages }: Report,
): { readonly asset: Asset; readonly box?: Box } | undefined {
  const assetOf = (assetId: string | undefined) => assets.find(({ id }) => id === assetId);
  const cited = content.type === "region" ? assetOf(content.assetId) : undefined;
  if (cited && content.type === "region") return { asset: cited, box: content.box };
  const page = pages.find((one) => one.sourceId === sourceId && one.page === (locator.page ?? 1));
  const asset = assetOf(page?.assetId);
  return asset && { asset, ...(locator.box ? { box: locator.box } : {}) };
}

function viewerOf({ mediaType }: Source): Viewer {
  if (mediaType === "application/pdf") return "pdf";
  return safePictures.has(mediaType) ? "picture" : "none";
}

/** Pictures that a browser shows without running anything in them. */
export const safePictures: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);
