import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config } from "../../config.ts";
import { createFetcher } from "../../net/index.ts";
import { packageVersion } from "../../package-root.ts";
import { writeAtomically } from "../../runs/index.ts";
import type { Send, Sent } from "./deliver/channel.ts";
import { maxFeedEntries, writeFeed } from "./deliver/feed.ts";
import { sendToFolder } from "./deliver/folder.ts";
import { mailSender } from "./deliver/mail.ts";
import { type Parcel, packParcel } from "./deliver/parcel.ts";
import { webhookSender } from "./deliver/webhook.ts";
import { webhookSecret } from "./deliver/webhook-signature.ts";
import { failedAttempt } from "./outbox.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { Briefing, Channel, Delivery } from "./records.ts";
import type { BriefingStore } from "./store.ts";

/** Where receivers are and what may be sent to them. */
export interface SendingOptions {
  readonly config: Config;
  readonly offline: boolean;
  readonly briefings: BriefingStore;
  readonly outbox: OutboxStore;
  /** Folder that paths in files are relative to. */
  readonly cwd: string;
  readonly now: () => Date;
  /** An attempt that takes longer has failed: whoever dribbles must not hold up the others. */
  readonly longestAttemptMs?: number;
}

const minuteMs = 60_000;

/** The ways to all targets, each bounded in time. */
export interface Sending {
  /** `left-out` where there is no news and only news is wanted. Rejects only with the signal's reason. */
  send(delivery: Delivery, signal: AbortSignal): Promise<Sent | "left-out">;
  /** What receivers of a briefing check its webhooks with. */
  secretOf(briefing: Pick<Briefing, "tenant" | "name">): string;
  close(): Promise<void>;
}

const keyName = "webhook.key";

/** Opens the ways to all targets; makes the key for webhooks in `config.home` where none is configured or kept. */
export async function openSending(options: SendingOptions): Promise<Sending> {
  const { config, briefings, offline, now, longestAttemptMs = 5 * minuteMs } = options;
  const key = config.webhookKey ?? (await ownKey(join(config.home, keyName)));
  // One attempt a time: the outbox repeats, with pauses that outlast a receiver's restart.
  const fetcher = createFetcher({
    offline,
    allowAddresses: config.allowAddresses,
    maxRetries: 0,
    version: packageVersion(),
    ...(config.contact ? { contact: config.contact } : {}),
  });
  const secretOf = (briefing: Pick<Briefing, "tenant" | "name">) => webhookSecret(key, briefing);
  const ways: Readonly<Record<Channel, Send>> = {
    folder: (parcel, target, signal) => sendToFolder(parcel, folderOf(parcel.briefing, target, options), signal),
    webhook: webhookSender({ fetcher, secretOf, now }),
    mail: offline ? () => Promise.resolve(offlineMail) : mailSender(config.mail),
    feed: (parcel) => sendToFeed(parcel, options),
  };
  return {
    secretOf,
    async send(delivery, signal) {
      const deadline = AbortSignal.timeout(longestAttemptMs);
      try {
        const briefing = briefings.get(delivery.briefingId);
        if (!briefing) return { ok: false, isFinal: true, message: "The briefing was removed." };
        const parcel = await packParcel(delivery, briefing, config.out);
        if (briefing.definition.deliver.when === "news" && parcel.delta?.outcome === "nothing-new") return "left-out";
        return await ways[delivery.channel](parcel, delivery.target, AbortSignal.any([signal, deadline]));
      } catch (error) {
        signal.throwIfAborted();
        const message = `It took longer than ${Math.ceil(longestAttemptMs / minuteMs)} minutes.`;
        if (deadline.aborted) return { ok: false, isFinal: false, message };
        return failedAttempt(error, signal);
      }
    },
    close: () => fetcher.close(),
  };
}

const offlineMail: Sent = { ok: false, isFinal: true, message: "This server works offline and sends no mail." };

/** A file names any folder; whoever uses the API gets one of their own below the server's. */
function folderOf({ origin, tenant }: Parcel["briefing"], target: string, { config, cwd }: SendingOptions): string {
  if (origin === "file") return resolve(cwd, target);
  return join(config.home, "deliveries", encodeURIComponent(tenant).replaceAll(".", "%2E"), target);
}

/** Where a briefing's feed lies. */
export const feedPath = (config: Pick<Config, "home">, briefingId: string): string =>
  join(config.home, "feeds", `${briefingId}.atom`);

async function sendToFeed(parcel: Parcel, { config, briefings, outbox }: SendingOptions): Promise<Sent> {
  const briefing = briefings.get(parcel.briefing.id);
  if (!briefing) return { ok: false, isFinal: true, message: "The briefing was removed." };
  const before = outbox
    .ofBriefing(briefing.id, 10 * maxFeedEntries)
    .filter(({ channel, state }) => channel === "feed" && state === "delivered")
    .slice(0, maxFeedEntries);
  const packed = await Promise.all(before.map((delivery) => packIfKept(delivery, briefing, config.out)));
  const about = { id: briefing.id, title: parcel.title, created: briefing.created };
  await writeFeed(feedPath(config, briefing.id), about, [parcel, ...packed.flat()]);
  return { ok: true };
}

/** Runs that were not kept leave the feed. */
async function packIfKept(delivery: Delivery, briefing: Briefing, out: string): Promise<readonly Parcel[]> {
  try {
    return [await packParcel(delivery, briefing, out)];
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "NOT_FOUND") return [];
    throw error;
  }
}

/** The key that secrets derive from, made on first use and kept. */
async function ownKey(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const key = randomBytes(32).toString("hex");
    await writeAtomically(path, `${key}\n`, { mode: 0o600 });
    return key;
  }
}
