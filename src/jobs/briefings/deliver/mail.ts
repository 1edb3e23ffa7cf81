import { readFile } from "node:fs/promises";
import { messageOf } from "../../../errors.ts";
import type { Send, Sent } from "./channel.ts";
import { escapeMarkup, toHtmlFragment, toPlainText } from "./markup.ts";
import type { Parcel, ParcelFile } from "./parcel.ts";

/** How mail is sent; from the configuration only, never from a briefing. */
export interface MailSettings {
  /** `smtps://user:password@host:465`, or `smtp://…`. */
  readonly url: string;
  readonly from: string;
  /** Addresses or `@domain`s that may be written to; anyone when absent. */
  readonly allow?: readonly string[];
}

/** What mail servers commonly take, with the third that encoding adds. */
const maxAttachedBytes = 15e6;
const maxSubjectLetters = 250;
const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

/**
 * Sends one mail to one address, with the report attached.
 *
 * Contract: the Message-ID derives from the key, so a mail that is sent again after a crash is the same mail to whatever
 * filters duplicates.
 */
export function mailSender(settings: MailSettings | undefined): Send {
  return async (parcel, target, signal) => {
    if (!settings) return refused("No mail server is configured; set EXHIBIT_SMTP_URL and EXHIBIT_MAIL_FROM.");
    if (!mayWriteTo(target, settings.allow))
      return refused(`This server does not write to ${target}; its addresses are limited by "mail.allow".`);
    const { createTransport } = await import("nodemailer");
    // What goes now would go again after the restart.
    signal.throwIfAborted();
    const transport = createTransport({
      url: settings.url,
      ...timeouts,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    // Closing ends no conversation that is under way: it is left to its own time limits.
    let end: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
      end = () => reject(signal.reason);
      signal.addEventListener("abort", end, { once: true });
    });
    try {
      const letter = await letterOf(parcel, { from: settings.from, to: target });
      await Promise.race([transport.sendMail(letter), aborted]);
      return { ok: true };
    } catch (error) {
      signal.throwIfAborted();
      return failed(error);
    } finally {
      signal.removeEventListener("abort", end);
      transport.close();
    }
  };
}

const refused = (message: string): Sent => ({ ok: false, isFinal: true, message });

/** A server that answers 5xx to the address or the mail will not take it tomorrow either. */
function failed(error: unknown): Sent {
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const isFinal = code >= 550 && code < 560;
  return { ok: false, isFinal, message: `The mail server did not take the mail: ${messageOf(error)}` };
}

function mayWriteTo(address: string, allow: readonly string[] | undefined): boolean {
  const lower = address.toLowerCase();
  return (
    allow?.some((one) => (one.startsWith("@") ? lower.endsWith(one.toLowerCase()) : lower === one.toLowerCase())) ??
    true
  );
}

async function letterOf(parcel: Parcel, { from, to }: { readonly from: string; readonly to: string }) {
  const { key, subject, language, created } = parcel;
  const attached = thatFit(parcel.files);
  const left = parcel.files.filter((file) => !attached.includes(file)).map(({ name }) => name);
  const note = left.length > 0 ? `\n\n(${left.join(", ")})` : "";
  const attachments = attached.map(async ({ name: filename, path, mediaType: contentType }) => {
    return { filename, contentType, content: await readFile(path) };
  });
  return {
    from,
    to,
    // By letters, so that none is cut in two.
    subject: [...subject.replace(/\s+/g, " ")].slice(0, maxSubjectLetters).join(""),
    messageId: `<${key}@exhibit.invalid>`,
    date: new Date(created),
    headers: { "Auto-Submitted": "auto-generated", "Idempotency-Key": key, "Content-Language": language },
    text: `${toPlainText(parcel)}${note}`,
    html: `<!doctype html><html lang="${escapeMarkup(language)}"><meta charset="utf-8"><body style="margin:16px">${toHtmlFragment(parcel)}</body></html>`,
    attachments: await Promise.all(attachments),
  };
}

/** In their order, as many as may go; a large one keeps no smaller one back. */
function thatFit(files: readonly ParcelFile[]): readonly ParcelFile[] {
  let room = maxAttachedBytes;
  return files.filter(({ bytes }) => {
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
}
