import { readdirSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Failure } from "../../src/errors.ts";
import type { RunEvent } from "../../src/events.ts";
import {
  type ChatModel,
  createCallJournal,
  createLedger,
  createModels,
  keyOf,
  type ModelCall,
  type ModelResult,
  textMessage,
} from "../../src/models/index.ts";
import { openRunFolder } from "../../src/runs/index.ts";
import { type Reply, scriptedModel } from "../support/scripted-model.ts";

const schema = z.object({ answer: z.number() });

async function setUp(
  models: readonly [ChatModel, ...ChatModel[]],
  options: { readonly folder?: string; readonly maxTokens?: number } = {},
) {
  const path = options.folder ?? (await mkdtemp(join(tmpdir(), "exhibit-models-")));
  const journal = createCallJournal(await openRunFolder(path));
  const events: RunEvent[] = [];
  const reasons: string[] = [];
  const waits: number[] = [];
  const emit = (event: RunEvent) => events.push(event);
  const limits = options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens };
  const ledger = createLedger(limits, { spent: await journal.all(), emit, onLimit: (reason) => reasons.push(reason) });
  const abort = new AbortController();
  const asked = createModels({
    roles: { plan: models, read: models, write: models, look: models, judge: models },
    prices: {},
    journal,
    ledger,
    emit,
    signal: abort.signal,
    now: () => new Date(0),
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
  });
  return { models: asked, journal, ledger, events, reasons, waits, abort, path };
}

const ask = (text: string) => ({
  role: "read" as const,
  stage: "gather",
  messages: [textMessage("user", text)],
  maxOutputTokens: 100,
});

const failing = (code: Failure["code"], retry?: { afterMs?: number }): ModelResult => ({
  ok: false,
  failure: { stage: "model", target: "openai:gpt-4o", code, message: `It failed (${code}).` },
  ...(retry ? { retry } : {}),
});

describe("answers", () => {
  test("come as text without reasoning, and as values of a schema", async () => {
    const model = scriptedModel(["<think>hm</think>Yes.", { answer: 42 }]);
    const { models } = await setUp([model]);
    expect(await models.askText(ask("one"))).toEqual({ ok: true, value: "Yes." });
    expect(await models.askFor(ask("two"), schema)).toEqual({ ok: true, value: { answer: 42 } });
    model.assertConsumed();
    expect(model.calls.map((call) => call.json)).toEqual([false, true]);
  });

  test("that do not fit are asked for once more, with what was wrong", async () => {
    const model = scriptedModel(["forty-two", { answer: 42 }]);
    const { models } = await setUp([model]);
    expect(await models.askFor(ask("how much"), schema)).toEqual({ ok: true, value: { answer: 42 } });
    const repair = model.calls[1]?.messages.at(-1)?.parts[0];
    expect(repair).toMatchObject({ text: expect.stringMatching(/could not be used.*no JSON/s) });
    expect(model.calls[1]?.messages.at(-2)).toMatchObject({ role: "assistant", parts: [{ text: "forty-two" }] });
  });

  test("that do not fit a second time are a failure", async () => {
    const model = scriptedModel([{ answer: "many" }, { answer: "lots" }]);
    const { models } = await setUp([model]);
    const asked = await models.askFor(ask("how much"), schema);
    expect(asked).toMatchObject({ ok: false, failure: { code: "broken", stage: "gather" } });
  });
});

describe("the journal", () => {
  test("answers a question that was asked before, also in another process, without a call", async () => {
    const first = scriptedModel([{ answer: 1 }]);
    const before = await setUp([first]);
    await before.models.askFor(ask("one"), schema);
    const second = scriptedModel([]);
    const after = await setUp([second], { folder: before.path });
    expect(await after.models.askFor(ask("one"), schema)).toEqual({ ok: true, value: { answer: 1 } });
    expect(after.ledger.total.calls).toBe(1);
  });

  test("keeps a useless answer too, so that its repair is not paid twice", async () => {
    const before = await setUp([scriptedModel(["useless", { answer: 2 }])]);
    await before.models.askFor(ask("one"), schema);
    const after = await setUp([scriptedModel([])], { folder: before.path });
    expect(await after.models.askFor(ask("one"), schema)).toEqual({ ok: true, value: { answer: 2 } });
  });

  test("keeps no failure: a resumed run asks again", async () => {
    const before = await setUp([scriptedModel([failing("http-error")])]);
    await before.models.askText(ask("one"));
    expect(await readdir(before.path)).not.toContain("calls");
    const after = await setUp([scriptedModel(["now"])], { folder: before.path });
    expect(await after.models.askText(ask("one"))).toEqual({ ok: true, value: "now" });
  });

  test("tells apart role, text, picture, JSON and the length of the answer", () => {
    const image = (byte: number) => ({
      type: "image" as const,
      mediaType: "image/png",
      bytes: new Uint8Array([byte]),
      width: 1,
      height: 1,
    });
    const call: ModelCall = { messages: [textMessage("user", "a")], json: false, maxOutputTokens: 10 };
    const variants: readonly [Parameters<typeof keyOf>[0], ModelCall][] = [
      ["read", call],
      ["write", call],
      ["read", { ...call, json: true }],
      ["read", { ...call, maxOutputTokens: 11 }],
      ["read", { ...call, messages: [textMessage("system", "a")] }],
      ["read", { ...call, messages: [textMessage("user", "a"), textMessage("user", "a")] }],
      ["read", { ...call, messages: [{ role: "user", parts: [image(1)] }] }],
      ["read", { ...call, messages: [{ role: "user", parts: [image(2)] }] }],
    ];
    expect(new Set(variants.map(([role, variant]) => keyOf(role, variant))).size).toBe(variants.length);
    expect(keyOf("read", call)).toBe(keyOf("read", structuredClone(call)));
  });
});

describe("what goes wrong", () => {
  test("is tried again with growing waits, and not before the provider allows", async () => {
    const replies: Reply[] = [failing("rate-limited", { afterMs: 7_000 }), failing("http-error", {}), "at last"];
    const { models, waits } = await setUp([scriptedModel(replies)]);
    expect(await models.askText(ask("one"))).toEqual({ ok: true, value: "at last" });
    expect(waits[0]).toBeGreaterThanOrEqual(7_000);
    expect(waits[1]).toBeLessThanOrEqual(2_000);
  });

  test("ends after four tries", async () => {
    const model = scriptedModel(Array.from({ length: 4 }, () => failing("http-error", {})));
    const { models } = await setUp([model]);
    expect(await models.askText(ask("one"))).toMatchObject({ ok: false, failure: { code: "http-error" } });
    model.assertConsumed();
  });

  test("is not tried again when that cannot help", async () => {
    const model = scriptedModel([failing("too-large")]);
    const { models, waits } = await setUp([model]);
    await models.askText(ask("one"));
    expect(waits).toEqual([]);
  });

  test("goes to the next model of the role, and is told", async () => {
    const first = scriptedModel([failing("refused")]);
    const second = scriptedModel(["from the second"], { id: "anthropic:claude-sonnet-4-5" });
    const { models, events } = await setUp([first, second]);
    expect(await models.askText(ask("one"))).toEqual({ ok: true, value: "from the second" });
    expect(events.map(({ type }) => type)).toEqual(["model-start", "failure", "model-start", "model-end"]);
  });

  test("a model with a refused key is not asked again", async () => {
    const model = scriptedModel([failing("refused-key")]);
    const { models } = await setUp([model]);
    await models.askText(ask("one"));
    expect(await models.askText(ask("two"))).toMatchObject({ ok: false, failure: { code: "refused-key" } });
    expect(model.calls).toHaveLength(1);
  });

  test("a model that fails three questions in a row is left alone", async () => {
    const model = scriptedModel([failing("refused"), failing("refused"), failing("refused")]);
    const { models } = await setUp([model]);
    for (const text of ["one", "two", "three", "four", "five"]) await models.askText(ask(text));
    expect(model.calls).toHaveLength(3);
  });

  test("a success in between forgives", async () => {
    const fail = failing("refused");
    const model = scriptedModel([fail, fail, "fine", fail, fail, "fine"]);
    const { models } = await setUp([model]);
    for (const text of ["1", "2", "3", "4", "5"]) await models.askText(ask(text));
    expect(await models.askText(ask("6"))).toEqual({ ok: true, value: "fine" });
  });

  test("an abort travels unchanged and is no failure", async () => {
    const { models, abort, events } = await setUp([scriptedModel(["never"])]);
    const reason = new Error("Stopped by the user.");
    abort.abort(reason);
    await expect(models.askText(ask("one"))).rejects.toBe(reason);
    expect(events.filter(({ type }) => type === "failure")).toEqual([]);
  });
});

describe("limits", () => {
  test("a call that the context cannot hold is not made", async () => {
    const model = scriptedModel([], { profile: { contextTokens: 500 } });
    const { models } = await setUp([model]);
    const asked = await models.askText(ask("word ".repeat(1_000)));
    expect(asked).toMatchObject({
      ok: false,
      failure: { code: "too-large", message: expect.stringMatching(/holds 500/) },
    });
  });

  test("a call over the limit is not made, and the run hears why", async () => {
    const model = scriptedModel(["one", "two"]);
    const { models, reasons } = await setUp([model], { maxTokens: 400 });
    await models.askText(ask("one"));
    expect(await models.askText({ ...ask("two"), maxOutputTokens: 300 })).toMatchObject({
      ok: false,
      failure: { code: "budget" },
    });
    expect(model.calls).toHaveLength(1);
    expect(reasons).toHaveLength(1);
  });

  test("no more calls run at the same time than the model allows", async () => {
    let running = 0;
    let most = 0;
    const slow: ChatModel = {
      ...scriptedModel([], { profile: { concurrency: 3 } }),
      async complete() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1, isEstimate: false };
        return { ok: true, answer: { text: "x", model: "openai:gpt-4o", usage } };
      },
    };
    const { models } = await setUp([slow]);
    await Promise.all(Array.from({ length: 20 }, (_, index) => models.askText(ask(`question ${index}`))));
    expect(most).toBe(3);
  });

  test("a useless answer that was billed counts, whether the next try succeeds or not", async () => {
    const usage = { inputTokens: 50, cachedTokens: 0, outputTokens: 7, isEstimate: false };
    const { models, ledger } = await setUp([
      scriptedModel([{ ...failing("empty", {}), usage }, "fine", { ...failing("too-large"), usage }]),
    ]);
    await models.askText(ask("one"));
    expect(ledger.total).toMatchObject({ calls: 2, inputTokens: 150, outputTokens: 27 });
    await models.askText(ask("two"));
    expect(ledger.total).toMatchObject({ calls: 3, inputTokens: 200, outputTokens: 34 });
  });

  test("when an answer is told, it is kept already: a kill right then does not make it be paid again", async () => {
    const { models, path, events } = await setUp([scriptedModel(["x"])]);
    const kept: number[] = [];
    const told = events.push.bind(events);
    events.push = (event) => {
      if (event.type === "model-end") kept.push(readdirSync(join(path, "calls")).length);
      return told(event);
    };
    await models.askText(ask("one"));
    expect(kept).toEqual([1]);
  });

  test("every answered call is told with stage, role, tokens and cost", async () => {
    const { models, events } = await setUp([scriptedModel(["x"])]);
    await models.askText(ask("one"));
    expect(events.at(-1)).toMatchObject({
      type: "model-end",
      stage: "gather",
      role: "read",
      model: "openai:gpt-4o",
      inputTokens: 100,
      outputTokens: 20,
    });
  });
});
