import {
  type ClaimCheck,
  type Report,
  reportBlocks,
  type Section,
  type Verification,
  walkCitations,
} from "../report/index.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { Derivation } from "./derivations.ts";
import type { ParsedSource } from "./parsed-source.ts";
import { checkClaim } from "./support.ts";
import type { SupportContext } from "./support-context.ts";

/** What verification needs besides the report. */
export interface VerifyOptions {
  loadParsed(sourceId: string): ParsedSource | undefined;
  readonly derivations?: readonly Derivation[];
}

/** The parts of a report that are verified, so that drafts can be checked before a report exists. */
export type Verifiable = Pick<Report, "summary" | "sections" | "sources" | "evidence" | "language">;

/** Place of the claims of the summary, which has no section id. */
export const summaryPlace = "summary";

/**
 * Checks every claim of a report against its evidence.
 *
 * Contract: pure but for `loadParsed`, which is called once a source; factual sentences without citation count as
 * uncited and as unsupported claims; checks are in reading order.
 */
export function verifyReport(report: Verifiable, options: VerifyOptions): Verification {
  const claims = reportClaims(report).filter((claim) => claim.factual);
  const context = contextOf(report, options);
  const checks = claims.map((claim) => checkClaim(claim, context));
  return tally(claims, checks, { report, evidence: context.evidence });
}

/** All claims of a report with the section, table or chart they stand in. */
export function reportClaims(report: Pick<Report, "summary" | "sections" | "language">): readonly Claim[] {
  const inSection = (section: Section): readonly Claim[] => [
    ...claimsOf(section.blocks, section.id, report.language),
    ...section.sections.flatMap(inSection),
  ];
  return [...claimsOf(report.summary, summaryPlace, report.language), ...report.sections.flatMap(inSection)];
}

function contextOf(report: Verifiable, options: VerifyOptions): SupportContext {
  const loaded = new Map<string, ParsedSource | undefined>();
  return {
    evidence: new Map(report.evidence.map((item) => [item.id, item])),
    sources: new Map(report.sources.map((source) => [source.id, source])),
    loadParsed(sourceId) {
      if (!loaded.has(sourceId)) loaded.set(sourceId, options.loadParsed(sourceId));
      return loaded.get(sourceId);
    },
    language: report.language,
    ...(options.derivations && { derivations: options.derivations }),
  };
}

function tally(
  claims: readonly Claim[],
  checks: readonly ClaimCheck[],
  from: { readonly report: Verifiable; readonly evidence: SupportContext["evidence"] },
): Verification {
  const count = (support: ClaimCheck["support"]): number => checks.filter((check) => check.support === support).length;
  const cited = [...walkCitations(reportBlocks(from.report))];
  const supported = count("supported");
  return {
    score: checks.length === 0 ? 1 : supported / checks.length,
    claims: claims.length,
    citations: cited.length,
    unresolved: cited.filter((id) => !from.evidence.has(id)).length,
    supported,
    partly: count("partly"),
    unsupported: count("unsupported"),
    contradicted: count("contradicted"),
    uncited: claims.filter((claim) => claim.evidenceIds.length === 0).length,
    checks,
  };
}
