import type { DeltaLine } from "../../../evidence/index.ts";
import { statementOf } from "../../../evidence/index.ts";
import type { Fetcher } from "../../../net/index.ts";
import type { Evidence, Source } from "../../../report/index.ts";
import type { Send } from "./channel.ts";
import type { Parcel } from "./parcel.ts";
import { signWebhook } from "./webhook-signature.ts";

interface WebhookOptions {
  readonly fetcher: Pick<Fetcher, "fetchText">;
  readonly secretOf: (briefing: Parcel["briefing"]) => string;
  readonly now: () => Date;
}

/**
 * Posts what changed as signed JSON.
 *
 * Contract: through the guarded fetcher, so private addresses are refused unless the operator allows them; redirects are
 * not followed, because they would carry neither body nor signature.
 */
export function webhookSender({ fetcher, secretOf, now }: WebhookOptions): Send {
  return async (parcel, target, signal) => {
    const body = JSON.stringify(payloadOf(parcel));
    const signed = signWebhook(body, { id: parcel.key, at: now(), secret: secretOf(parcel.briefing) });
    const headers = { "content-type": "application/json; charset=utf-8", ...signed };
    const answer = await fetcher.fetchText(target, { method: "POST", headers, body, maxRedirects: 0, signal });
    if (answer.ok) return { ok: true };
    const { failure, status, retryAfterMs: pauseMs } = answer;
    // 410 is how a receiver says that it wants no more calls.
    const isFinal = failure.code === "refused-address" || status === 410;
    return { ok: false, message: failure.message, isFinal, ...(pauseMs === undefined ? {} : { pauseMs }) };
  };
}

/** What a receiver gets; evidence stands as words with its source, files by name. */
export function payloadOf({ key, briefing, delta, files, ...parcel }: Parcel): object {
  const { title, slot, runId, created, subject, summary } = parcel;
  const sources = new Map((delta?.sources ?? []).map((source) => [source.id, source]));
  return {
    type: "briefing.done",
    id: key,
    briefing: { id: briefing.id, name: briefing.name, title },
    slot,
    runId,
    created,
    subject,
    outcome: delta?.outcome ?? "report",
    ...(delta?.since ? { since: delta.since } : {}),
    ...(delta?.headline ? { headline: delta.headline } : {}),
    ...(delta ? { counts: delta.counts, lines: delta.lines.map((line) => lineOf(line, sources)) } : {}),
    summary,
    files: files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes })),
  };
}

function lineOf({ before, now, ...line }: DeltaLine, sources: ReadonlyMap<string, Source>): object {
  return {
    ...line,
    ...(before ? { before: sideOf(before, sources) } : {}),
    ...(now ? { now: sideOf(now, sources) } : {}),
  };
}

function sideOf(evidence: Evidence, sources: ReadonlyMap<string, Source>): object {
  const { title = "", url, path } = sources.get(evidence.sourceId) ?? {};
  return { text: statementOf(evidence), evidenceId: evidence.id, source: { id: evidence.sourceId, title, url, path } };
}
