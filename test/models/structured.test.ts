import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseStructured, withoutReasoning } from "../../src/models/index.ts";

const schema = z.object({ quotes: z.array(z.object({ passage: z.number(), exact: z.string() })) });
const expected = { quotes: [{ passage: 1, exact: "Net sales were $10 million." }] };
const json = JSON.stringify(expected);

describe("what models write around and inside JSON", () => {
  test.each([
    ["plain JSON", json],
    ["a code fence", `\`\`\`json\n${json}\n\`\`\``],
    ["a code fence without a language", `Here you are:\n\`\`\`\n${json}\n\`\`\`\nAnything else?`],
    ["a code fence that is never closed", `\`\`\`json\n${json}`],
    ["prose before and after", `Sure! ${json} I hope this helps.`],
    ["reasoning before", `<think>Is it {"quotes": []}? No.</think>${json}`],
    ["reasoning whose beginning was cut off", `so the answer is clear.</think>\n${json}`],
    ["box tokens", `<|begin_of_box|>${json}<|end_of_box|>`],
    ["a trailing comma", '{"quotes": [{"passage": 1, "exact": "Net sales were $10 million.",},]}'],
    ["single quotes", "{'quotes': [{'passage': 1, 'exact': 'Net sales were $10 million.'}]}"],
    ["unquoted keys", '{quotes: [{passage: 1, exact: "Net sales were $10 million."}]}'],
    ["missing closing brackets", '{"quotes": [{"passage": 1, "exact": "Net sales were $10 million."'],
    ["a comment", '{"quotes": [ // one only\n {"passage": 1, "exact": "Net sales were $10 million."}]}'],
    ["a list without its object", JSON.stringify(expected.quotes)],
    ["a needless wrapper", JSON.stringify({ result: expected })],
    ["the object inside a list", JSON.stringify([expected])],
    ["further keys", JSON.stringify({ ...expected, confidence: 0.9 })],
    ["a mark of a source in the prose before", `As in [1] and {2}, the answer is ${json}`],
    ["marks on both sides, and brackets in its texts", `I saw [a] {b}.\n\n${json}\n\nIs [that] {fine}?`],
    ["something else in brackets behind it", `${json} [see note 1]`],
    ["another object behind it that does not fit", `${json} and {"confidence": 0.9}`],
    ["a byte order mark and line ends", `\uFEFF\r\n${json}\r\n`],
  ])("reads %s", (_, text) => {
    expect(parseStructured(text, schema)).toEqual({ ok: true, value: expected });
  });

  test.each([
    ["nothing", "", /holds no JSON/],
    ["prose only", "I cannot help with that.", /holds no JSON/],
    ["reasoning only", "<think>Let me see: {", /holds no JSON/],
    ["a wrong type", '{"quotes": [{"passage": "one", "exact": "x"}]}', /passage/],
    ["a missing key", '{"quotes": [{"exact": "x"}]}', /passage/],
    ["the wrong object", '{"answer": "42"}', /quotes/],
    ["null", '{"quotes": null}', /quotes/],
  ])("says what is wrong with %s", (_, text, problem) => {
    const parsed = parseStructured(text, schema);
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });

  test("takes a later candidate when the first fence is an example of something else", () => {
    const text = `First \`\`\`json\n{"draft": true, "more": 1}\n\`\`\` then \`\`\`json\n${json}\n\`\`\``;
    expect(parseStructured(text, schema)).toEqual({ ok: true, value: expected });
  });

  test("does not wrap a list when the schema has two lists to choose from", () => {
    const two = z.object({ first: z.array(z.number()), second: z.array(z.number()) });
    expect(parseStructured("[1, 2]", two).ok).toBe(false);
  });

  test("keeps braces inside strings", () => {
    const value = { quotes: [{ passage: 2, exact: "a } and a { in [text]" }] };
    expect(parseStructured(`x ${JSON.stringify(value)} y`, schema)).toEqual({ ok: true, value });
  });

  test("never throws, whatever it is given", () => {
    const pieces = [
      "{",
      "}",
      "[",
      "]",
      '"',
      ",",
      ":",
      "quotes",
      "\\",
      "```",
      "<think>",
      "</think>",
      "1",
      "\n",
      "é",
      "\u0000",
    ];
    let state = 7;
    const next = () => {
      state = (state * 48271) % 2147483647;
      return state;
    };
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from({ length: next() % 20 }, () => pieces[next() % pieces.length]).join("");
      expect(() => parseStructured(text, schema)).not.toThrow();
    }
  });
});

describe("text without reasoning", () => {
  test.each([
    ["Answer.", "Answer."],
    ["<think>hm</think>Answer.", "Answer."],
    ["<THINKING>hm</THINKING>\n\nAnswer.", "Answer."],
    ["first</think>Answer.", "Answer."],
    ["Answer.<think>and then the tokens ran out", "Answer."],
    ["<think>a</think>One <think>b</think>two", "One two"],
    ["<|begin_of_box|>42<|end_of_box|>", "42"],
  ])("%j gives %j", (text, plain) => {
    expect(withoutReasoning(text)).toBe(plain);
  });
});
