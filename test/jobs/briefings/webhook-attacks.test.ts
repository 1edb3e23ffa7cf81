import { beforeAll, describe, expect, test } from "vitest";
import type { Sent } from "../../../src/jobs/briefings/deliver/channel.ts";
import type { Parcel } from "../../../src/jobs/briefings/deliver/parcel.ts";
import { webhookSender } from "../../../src/jobs/briefings/deliver/webhook.ts";
import { signWebhook, webhookSecret } from "../../../src/jobs/briefings/deliver/webhook-signature.ts";
import { definitionSchema } from "../../../src/jobs/index.ts";
import { createFetcher, type FetcherOptions } from "../../../src/net/index.ts";
import { documentedVerifier, type WebhookCall } from "../../support/documented-verifier.ts";
import { innerAddresses, innerAnswers, noWebAddresses, resolving } from "../../support/hostile-addresses.ts";
import { temporaryBriefings } from "../../support/temporary-briefings.ts";
import { startReceiver } from "../../support/webhook-receiver.ts";

const key = "a key of the operator";
const briefing = { id: "b-1", tenant: "lab", name: "growth", origin: "api" } as const;
const parcel: Parcel = {
  key: "d-1",
  briefing,
  title: "Growth",
  language: "en",
  slot: "2026-03-10T08:00",
  runId: "r-1",
  runFolder: "/nowhere",
  created: "2026-03-10T07:00:00.000Z",
  subject: "Growth",
  summary: ["It grew."],
  remarks: 0,
  files: [],
};
const secretOf = (of: { readonly tenant: string; readonly name: string } = briefing) => webhookSecret(key, of);

/** Sends the parcel with a fetcher that is as the server's but for what is said. */
async function send(targets: readonly string[], options: FetcherOptions = {}): Promise<readonly Sent[]> {
  const timeouts = { connectMs: 300, totalMs: 1_000 };
  const fetcher = createFetcher({ allowAddresses: [], maxRetries: 0, timeouts, ...options });
  const { signal } = new AbortController();
  const sender = webhookSender({ fetcher, secretOf, now: () => new Date("2026-03-10T07:00:00Z") });
  try {
    return await Promise.all(targets.map((target) => sender(parcel, target, signal)));
  } finally {
    await fetcher.close();
  }
}

const refusedForGood = { ok: false, isFinal: true };
const definitionFor = (webhook: unknown) =>
  definitionSchema.safeParse({ question: "What grew?", schedule: { cron: "0 8 * * *" }, deliver: { webhook } });

describe("a webhook is sent to no inner address", () => {
  test("however it is written", async () => {
    const sent = await send(innerAddresses);
    expect(innerAddresses.filter((_, index) => !sent[index] || sent[index].ok || !sent[index].isFinal)).toEqual([]);
  });

  test("as the outbox of a server sends it, and it is not tried again", async () => {
    // What no definition takes may stand in one of an older version; the others are given up at the first attempt.
    const targets = innerAddresses.filter((address) => definitionFor(address).success);
    expect(targets.length).toBeGreaterThan(25);
    const one = await temporaryBriefings("2026-03-10T06:00:00Z");
    try {
      for (let first = 0; first < targets.length; first += 5)
        one.add({ deliver: { webhook: targets.slice(first, first + 5) } }, `growth-${first}`);
      one.clock.advance(60 * 60_000);
      await one.briefings.cycle();
      for (const _ of one.briefings.store.list()) await one.finish();
      await one.briefings.deliver();
      const deliveries = one.briefings.store.list().flatMap(({ id }) => one.briefings.outbox.ofBriefing(id, 10));
      expect(deliveries.map(({ target }) => target).sort()).toEqual([...targets].sort());
      expect(deliveries.filter(({ state, attempts }) => state !== "failed" || attempts !== 1)).toEqual([]);
    } finally {
      await one.close();
    }
  });

  test("nor to one that is no address of the web or tells a password", () => {
    const wrong = [...noWebAddresses, "http://user:pass@example.com/hook", "https://user@example.com/"];
    expect(wrong.filter((address) => definitionFor(address).success)).toEqual([]);
    expect(definitionFor("https://example.com/hook?channel=a").success).toBe(true);
    const told = definitionFor("https://user:hunter22@example.com/");
    expect(JSON.stringify(told.error?.issues)).not.toContain("hunter22");
  });

  test.each(innerAnswers)(
    "nor by a name that leads to %s, and it is looked up once, so that no second answer slips in",
    async (inner) => {
      const receiver = await startReceiver();
      try {
        const port = new URL(receiver.origin).port;
        const lookup = resolving({
          "innocent.example.org": [[inner]],
          "mixed.example.org": [["127.0.0.1", inner]],
        });
        const asked: string[] = [];
        const hook = (name: string) => `http://${name}.example.org:${port}/hook`;
        const looking: typeof lookup = (name, ...rest) => {
          asked.push(name);
          lookup(name, ...rest);
        };
        const options = { lookup: looking, ports: [80, 443, Number(port)] };
        const [innocent, mixed] = await send([hook("innocent"), hook("mixed")], options);
        expect([innocent, mixed]).toMatchObject([refusedForGood, refusedForGood]);
        expect(asked.sort()).toEqual(["innocent.example.org", "mixed.example.org"]);
        expect(receiver.calls).toEqual([]);
      } finally {
        await receiver.close();
      }
    },
  );

  test.each([301, 302, 303, 307, 308])(
    "nor by a redirect with %i, not even to an origin that is allowed",
    async (status) => {
      const target = await startReceiver();
      const receiver = await startReceiver([status], `${target.origin}/inner`);
      try {
        const sent = await send([`${receiver.origin}/hook`], { allowAddresses: [receiver.origin, target.origin] });
        expect(sent).toMatchObject([{ ok: false, message: expect.stringContaining("redirects") }]);
        expect(receiver.calls).toHaveLength(1);
        expect(target.calls).toEqual([]);
      } finally {
        await receiver.close();
        await target.close();
      }
    },
  );
});

describe("a receiver that follows the documentation", () => {
  const at = new Date("2026-03-10T07:00:00Z");
  const body = '{"type":"briefing.done","counts":{"changed":1}}';
  let receive: (call: WebhookCall, later?: number) => boolean;
  let genuine: WebhookCall & { readonly headers: Readonly<Record<string, string>> };

  beforeAll(async () => {
    const isGenuine = await documentedVerifier();
    receive = (call, later = 0) => isGenuine({ ...call, secret: secretOf(), now: at.getTime() + later });
    genuine = { body, headers: { ...signWebhook(body, { id: "d-1", at, secret: secretOf() }) } };
  });

  const forge = (changes: Readonly<Record<string, string | undefined>>, other: string = body): WebhookCall => ({
    body: other,
    headers: { ...genuine.headers, ...changes },
  });
  const signedWith = (secret: string, id = "d-1", time = at): WebhookCall => ({
    body,
    headers: { ...signWebhook(body, { id, at: time, secret }) },
  });

  test("takes a genuine call, also among signatures of other keys and other versions", () => {
    expect(receive(genuine)).toBe(true);
    const signature = genuine.headers["webhook-signature"] ?? "";
    expect(receive(forge({ "webhook-signature": `v1a,AAAA v1,AAAA ${signature}` }))).toBe(true);
  });

  test("refuses every other", () => {
    const { "webhook-signature": signature = "", "webhook-timestamp": timestamp = "" } = genuine.headers;
    const forged: Readonly<Record<string, WebhookCall>> = {
      "another body": forge({}, body.replace("1}", "9}")),
      "a body with more": forge({}, `${body} `),
      "a body with less": forge({}, body.slice(0, -1)),
      "no body": forge({}, ""),
      "an earlier timestamp": forge({ "webhook-timestamp": String(Number(timestamp) - 1) }),
      "a timestamp that is written otherwise": forge({ "webhook-timestamp": `${timestamp}.0` }),
      "a timestamp in hexadecimal": forge({ "webhook-timestamp": `0x${Number(timestamp).toString(16)}` }),
      "a timestamp with a sign": forge({ "webhook-timestamp": `+${timestamp}` }),
      "an endless timestamp": forge({ "webhook-timestamp": "9".repeat(400) }),
      "no timestamp": forge({ "webhook-timestamp": undefined }),
      "another id": forge({ "webhook-id": "d-2" }),
      "no id": forge({ "webhook-id": undefined }),
      "a piece of the body as part of the id": forge({ "webhook-id": `d-1.${timestamp}` }, body.slice(1)),
      "no signature": forge({ "webhook-signature": undefined }),
      "an empty signature": forge({ "webhook-signature": "v1," }),
      "a signature that was cut": forge({ "webhook-signature": signature.slice(0, -5) }),
      "a signature with more": forge({ "webhook-signature": `${signature.replace(/=+$/, "")}AAAA` }),
      "a signature of no version": forge({ "webhook-signature": signature.slice(3) }),
      "a signature of another version": forge({ "webhook-signature": signature.replace("v1,", "v2,") }),
      "a key of nothing": signedWith("whsec_"),
      "the key of another briefing": signedWith(secretOf({ tenant: "lab", name: "other" })),
      "the key of another tenant's briefing": signedWith(secretOf({ tenant: "lab2", name: "growth" })),
      "the operator's key itself": signedWith(`whsec_${Buffer.from(key).toString("base64")}`),
      "a genuine call of yesterday": signedWith(secretOf(), "d-1", new Date(at.getTime() - 86_400_000)),
      "a genuine call of tomorrow": signedWith(secretOf(), "d-1", new Date(at.getTime() + 86_400_000)),
    };
    expect(Object.keys(forged).filter((name) => receive(forged[name] as WebhookCall))).toEqual([]);
  });

  test("refuses a call that is played again: within five minutes by its id, then by its time", () => {
    const known = new Set<string>();
    const handle = (call: WebhookCall, later = 0): boolean => {
      const id = call.headers["webhook-id"] ?? "";
      if (!receive(call, later) || known.has(id)) return false;
      known.add(id);
      return true;
    };
    const minutes = [0, 0, 1, 4, 6, 60, 60 * 24 * 3];
    expect(minutes.map((minute) => handle(genuine, minute * 60_000))).toEqual([true, ...Array(6).fill(false)]);
    // A new id makes it another call, and the signature holds for none but its own.
    expect(handle(forge({ "webhook-id": "d-9" }))).toBe(false);
  });
});
