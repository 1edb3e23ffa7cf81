import { describe, expect, test } from "vitest";
import { fittingText } from "../../../src/analyst/model/fitting-text.ts";
import { roomFor } from "../../../src/analyst/model/helm.ts";
import { textTokens } from "../../../src/models/index.ts";
import { analystWith, cellView, quoteView } from "./helm.ts";

const helmOf = (profile: Parameters<typeof analystWith>[1]) => analystWith([], profile).helm;

describe("room for text from outside", () => {
  test("leaves place for the task and the answer", () => {
    const room = roomFor("read", helmOf({ contextTokens: 32_000, maxOutputTokens: 8_000 }));
    expect(room).toBeLessThan(32_000 - 4_000);
    expect(room).toBeGreaterThan(15_000);
  });

  test("is smaller where the model thinks before it answers", () => {
    const plain = helmOf({ contextTokens: 64_000, maxOutputTokens: 16_000, thinking: "never" });
    const thinking = helmOf({ contextTokens: 64_000, maxOutputTokens: 16_000, thinking: "always" });
    expect(roomFor("write", thinking)).toBeLessThan(roomFor("write", plain));
  });

  test("grows with the context", () => {
    const sizes = [16_000, 32_000, 128_000, 1_000_000].map((contextTokens) =>
      roomFor("plan", helmOf({ contextTokens, maxOutputTokens: 4_000 })),
    );
    expect(sizes).toEqual([...sizes].sort((first, second) => first - second));
    expect(new Set(sizes).size).toBe(sizes.length);
  });
});

describe("evidence that fits", () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    quoteView(`ev-${index}`, `The plant delivered ${index} GWh of heat. `.repeat(12)),
  );

  test("keeps the first ones, whole, within the room", () => {
    const helm = helmOf({ contextTokens: 16_000, maxOutputTokens: 2_000 });
    const kept = fittingText(many, "write", helm);
    expect(kept).toEqual(many.slice(0, kept.length));
    expect(kept.length).toBeGreaterThan(5);
    const used = kept.reduce(
      (sum, { evidence: { content } }) => sum + textTokens(content.type === "quote" ? content.exact : ""),
      0,
    );
    expect(used).toBeLessThanOrEqual(roomFor("write", helm));
  });

  test("all of it where it fits", () => {
    expect(fittingText(many.slice(0, 5), "judge", helmOf({ contextTokens: 128_000 }))).toHaveLength(5);
  });

  test("cells are small, so more of them fit than of quotes", () => {
    const helm = helmOf({ contextTokens: 12_000, maxOutputTokens: 1_000 });
    const cells = many.map((_, index) =>
      cellView(`ev-c${index}`, { row: "Heat", column: `${2000 + index}`, value: "1", number: 1 }, [0, index]),
    );
    expect(fittingText(cells, "write", helm).length).toBeGreaterThan(fittingText(many, "write", helm).length);
  });

  test("nothing given, nothing kept", () => {
    expect(fittingText([], "write", helmOf({}))).toEqual([]);
  });
});
