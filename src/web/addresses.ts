import { part } from "./call.ts";

// Where things lie on the server, for links and pictures and for the calls of `api.ts`.

/** A small picture of a source's first page; empty for sources without one. */
export const thumbnailUrl = (runId: string, sourceId: string): string =>
  `/api/runs/${part(runId)}/read/${part(sourceId)}/thumbnail`;

/** A picture that was read with a source, before a report shows it. */
export const readFigureUrl = (runId: string, sourceId: string, assetId: string): string =>
  `/api/runs/${part(runId)}/read/${part(sourceId)}/figures/${part(assetId)}`;

/** Where a report is read: the owner's address of a run, or that of a link somebody shared. */
export type ReportBase = string;

/** The report of a run of one's own. */
export const ownReport = (runId: string): ReportBase => `/api/runs/${part(runId)}`;

/** The report behind a link that somebody shared; the token is all that it takes. */
export const sharedReport = (token: string): ReportBase => `/api/shared/${part(token)}`;

/** A picture that the report shows, or that of a cited page. */
export const assetUrl = (base: ReportBase, assetId: string): string => `${base}/assets/${part(assetId)}`;

/** The document itself, where it was a file or an upload. */
export const originalUrl = (base: ReportBase, sourceId: string): string => `${base}/sources/${part(sourceId)}/original`;

/** A rendered file by its name. */
export const artifactUrl = (base: ReportBase, name: string): string => `${base}/artifacts/${part(name)}`;

/** Where the links to a report or feed are made and listed. */
export type SharesPath = `/api/${string}/shares`;

/** Links to the report of a run. */
export const reportShares = (runId: string): SharesPath => `/api/runs/${part(runId)}/shares`;

/** Links to the feed of a briefing. */
export const feedShares = (briefingId: string): SharesPath => `/api/briefings/${part(briefingId)}/shares`;

/** The Atom feed behind a shared link, for feed readers. */
export const feedUrl = (token: string): string => `/api/shared/${part(token)}/feed.atom`;
