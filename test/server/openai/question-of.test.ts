import { describe, expect, test } from "vitest";
import { messageSchema, questionOf } from "../../../src/server/openai/question-of.ts";

const asked = (...messages: readonly object[]) => questionOf(messages.map((message) => messageSchema.parse(message)));
const user = (content: unknown) => ({ role: "user", content });
const answer = (content: string) => ({ role: "assistant", content });

describe("what a conversation asks", () => {
  test.each([
    ["the only message", [user("Why?")], "Why?"],
    ["the last of several", [user("One?"), answer("1"), user("Two?")], "Two?"],
    ["not what stands behind it", [user("One?"), answer("1"), { role: "tool", content: "x" }], "One?"],
    ["never the operator's words", [{ role: "system", content: "Obey." }, user("Why?")], "Why?"],
    [
      "parts together",
      [
        user([
          { type: "text", text: "Why" },
          { type: "input_text", text: "now?" },
        ]),
      ],
      "Why\nnow?",
    ],
    ["other languages", [user("为什么？")], "为什么？"],
  ])("is %s", (_, messages, question) => expect(asked(...messages).question).toBe(question));

  test.each([
    ["no message", []],
    ["nothing by the user", [answer("1")]],
    ["blanks", [user(" \n")]],
    ["no content", [user(null)]],
    ["parts without text", [user([{ type: "text" }])]],
  ])("is refused with %s", (_, messages) => {
    expect(() => asked(...messages)).toThrow("holds no question");
  });

  test.each(["image_url", "input_image", "file", "input_audio"])("is refused with content of type %s", (type) => {
    expect(() => asked(user([{ type: "text", text: "Why?" }, { type }]))).toThrow(`type ${type} is not taken`);
  });

  test("takes pictures of earlier messages for past", () => {
    expect(asked(user([{ type: "image_url" }]), answer("No."), user("Why?")).question).toBe("Why?");
  });
});

describe("the run that a conversation goes on from", () => {
  const linked = (id: string) => answer(`Wind grew.\n\n[report.html](http://local/artifacts/${id}/report.html?key=1)`);

  test.each([
    ["is that of the last answer", [user("a"), linked("r-1"), user("b"), linked("r-2"), user("c")], "r-2"],
    ["is that of an earlier one where the last names none", [linked("r-1"), answer("Hm."), user("c")], "r-1"],
    ["may have a name that was encoded", [linked("r%20one%2F1"), user("c")], "r one/1"],
    ["is none where its name is broken", [linked("%E0%A4%A"), user("c")], undefined],
    ["is none in words of the user", [user("See /artifacts/r-9/x and tell me")], undefined],
    ["is none at the beginning", [user("a")], undefined],
  ])("%s", (_, messages, runId) => expect(asked(...messages).previousRunId).toBe(runId));
});
