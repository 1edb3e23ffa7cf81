import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MailSettings, mailSender } from "../../../src/jobs/briefings/deliver/mail.ts";
import type { Parcel } from "../../../src/jobs/briefings/deliver/parcel.ts";
import { partsOf, startMailServer } from "../../support/mail-server.ts";

let folder: string;
let server: Awaited<ReturnType<typeof startMailServer>>;
let answers: (Error | "hangs")[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-mail-"));
  answers = [];
  server = await startMailServer(() => answers.shift());
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const parcel = (changes: Partial<Parcel> = {}): Parcel => ({
  key: "0123456789abcdef",
  briefing: { id: "b-1", tenant: "lab", name: "growth", origin: "api" },
  ...{ title: "Growth", language: "en", subject: "Growth – 3 % more", summary: ["It grew."], remarks: 0 },
  ...{ slot: "2026-03-10T08:00", runId: "run-1", runFolder: folder, created: "2026-03-10T07:00:00.000Z", files: [] },
  ...changes,
});
/** A file of so many bytes that takes no room. */
async function file(name: string, bytes: number) {
  await writeFile(join(folder, name), "");
  await truncate(join(folder, name), bytes);
  return { name, path: join(folder, name), mediaType: "application/octet-stream", bytes };
}
const { signal } = new AbortController();
const send = (given: Parcel, settings: Partial<MailSettings> = {}, to = "team@example.org", until = signal) =>
  mailSender({ url: server.url, from: "Exhibit <exhibit@example.org>", ...settings })(given, to, until);

/** The value of a header, unfolded and decoded. */
function headerOf(name: string): string {
  const [head = ""] = (server.mails[0]?.raw ?? "").split("\r\n\r\n");
  const folded = head.replace(/\r\n[ \t]/g, " ");
  const value = new RegExp(`^${name}: (.*)$`, "im").exec(folded)?.[1] ?? "";
  const words = value.replace(/\?=\s+=\?/g, "?==?");
  return words.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, coding: string, text: string) =>
    coding.toUpperCase() === "B"
      ? Buffer.from(text, "base64").toString("utf8")
      : decodeURIComponent(text.replace(/_/g, " ").replace(/=([0-9A-F]{2})/g, "%$1")),
  );
}
const attachedNames = () =>
  [...(server.mails[0]?.raw ?? "").matchAll(/^Content-Disposition: attachment; filename="?([^"\r\n]+)/gim)].map(
    ([, name]) => name,
  );

describe("a mail", () => {
  test("says that no person wrote it, in which language and under which key", async () => {
    expect(await send(parcel({ language: "de" }))).toEqual({ ok: true });
    expect(headerOf("Auto-Submitted")).toBe("auto-generated");
    expect(headerOf("Content-Language")).toBe("de");
    expect(headerOf("Idempotency-Key")).toBe("0123456789abcdef");
    expect(headerOf("Message-ID")).toBe("<0123456789abcdef@exhibit.invalid>");
    expect(Date.parse(headerOf("Date"))).toBe(Date.parse("2026-03-10T07:00:00Z"));
    expect(headerOf("Subject")).toBe("Growth – 3 % more");
  });

  test("has one line as its subject, whatever the title of the report holds", async () => {
    await send(parcel({ subject: "Growth\r\nBcc: spy@evil.test\n\nmore" }));
    expect(headerOf("Subject")).toBe("Growth Bcc: spy@evil.test more");
    expect(headerOf("Bcc")).toBe("");
    expect(server.mails[0]?.to).toEqual(["team@example.org"]);
  });

  test("has a subject that is cut between letters, not within one", async () => {
    await send(parcel({ subject: `x${"😀".repeat(300)}` }));
    expect(headerOf("Subject")).toBe(`x${"😀".repeat(249)}`);
  });

  test("runs from right to left where its language does", async () => {
    await send(parcel({ language: "ar", title: "النمو", summary: ["نما."] }));
    const [mail] = server.mails;
    const html = mail && partsOf(mail).find(({ head }) => /text\/html/.test(head))?.body;
    expect(html).toMatch(/<html lang="ar">.*dir="rtl".*النمو.*نما\./su);
  });

  test("attaches what fits and names the rest: a large file keeps no small one back", async () => {
    const files = [await file("report.pdf", 16e6), await file("report.md", 1_000), await file("delta.json", 500)];
    await send(parcel({ files }));
    expect(attachedNames()).toEqual(["report.md", "delta.json"]);
    const [mail] = server.mails;
    const text = mail && partsOf(mail).find(({ head }) => /text\/plain/.test(head))?.body;
    expect(text?.trim()).toMatch(/It grew\.\s+\(report\.pdf\)$/);
  });

  test("takes no more altogether than mail servers do", async () => {
    const files = [await file("a.pdf", 8e6), await file("b.pdf", 8e6), await file("c.pdf", 7e6), await file("d.md", 1)];
    await send(parcel({ files }));
    expect(attachedNames()).toEqual(["a.pdf", "c.pdf"]);
  });
});

describe("an address", () => {
  test.each<[to: string, allow: readonly string[] | undefined, may: boolean]>([
    ["anyone@anywhere.test", undefined, true],
    ["Team@Example.org", ["@example.org"], true],
    ["team@example.org", ["TEAM@example.ORG"], true],
    ["team@example.org", ["other@example.org"], false],
    ["team@sub.example.org", ["@example.org"], false],
    ["team@evilexample.org", ["@example.org"], false],
    ["team@example.org.evil.test", ["@example.org"], false],
    ["team@example.org", [], false],
  ])("%s with %j may be written to: %s", async (to, allow, may) => {
    const sent = await send(parcel(), allow ? { allow } : {}, to);
    expect([sent.ok, server.mails.length]).toEqual([may, may ? 1 : 0]);
    if (!sent.ok) expect(sent).toMatchObject({ isFinal: true, message: expect.stringContaining(`write to ${to}`) });
  });
});

describe("a mail that does not go", () => {
  test("is refused for good where no server is configured, and says what to set", async () => {
    expect(await mailSender(undefined)(parcel(), "team@example.org", signal)).toEqual({
      ok: false,
      isFinal: true,
      message: "No mail server is configured; set EXHIBIT_SMTP_URL and EXHIBIT_MAIL_FROM.",
    });
  });

  test.each([
    [550, true],
    [552, true],
    [421, false],
    [451, false],
    [500, false],
  ])("because the server answers %i is given up: %s", async (responseCode, isFinal) => {
    answers.push(Object.assign(new Error("no such box"), { responseCode }));
    const sent = await send(parcel());
    expect(sent).toMatchObject({
      ok: false,
      isFinal,
      message: expect.stringMatching(/did not take the mail: .*no such box/),
    });
  });

  test("because nobody listens is tried again", async () => {
    const { url } = server;
    await server.close();
    expect(await send(parcel(), { url })).toMatchObject({ ok: false, isFinal: false });
  });

  test("because a file of it is gone says so, and nothing is sent", async () => {
    const gone = { ...(await file("report.md", 10)), path: join(folder, "gone.md") };
    expect(await send(parcel({ files: [gone] }))).toMatchObject({
      ok: false,
      message: expect.stringContaining("gone.md"),
    });
    expect(server.mails).toEqual([]);
  });

  test("because the server of ours has ended is not begun", async () => {
    const ended = AbortSignal.abort(new Error("The server is ending."));
    await expect(send(parcel(), {}, "team@example.org", ended)).rejects.toThrow("The server is ending.");
    expect(server.mails).toEqual([]);
  });

  test("because the server of ours is ending is no failure, however long the other one hangs", async () => {
    answers.push("hangs");
    const ending = new AbortController();
    const sent = expect(send(parcel(), {}, "team@example.org", ending.signal)).rejects.toThrow("ending");
    await expect.poll(() => server.mails).toHaveLength(1);
    ending.abort(new Error("The server is ending."));
    await sent;
  });
});
