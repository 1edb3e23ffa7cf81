import { describe, expect, test } from "vitest";
import { profileOf } from "../../src/models/index.ts";
import { residencyOf, type ShownPicture, tokensAt } from "../../src/models/residency.ts";

/** 400 tokens whole, 100 at half size. */
const profile = profileOf("zai:glm-4.6v");
const picture = (assetId: string, lastTurn: number, changes: Partial<ShownPicture> = {}): ShownPicture => ({
  assetId,
  width: 560,
  height: 560,
  lastTurn,
  isPinned: false,
  ...changes,
});

describe("pictures in view", () => {
  const five = [1, 2, 3, 4, 5].map((turn) => picture(`as-${turn}`, turn));

  test("cost what their size says", () => {
    expect(tokensAt(picture("a", 1), "full", profile)).toBe(400);
    expect(tokensAt(picture("a", 1), "half", profile)).toBe(100);
    expect(tokensAt(picture("a", 1, { width: 56_000 }), "full", { ...profile, maxImageSide: 560 })).toBeLessThan(60);
  });

  test("with room for all, the last three are whole and older ones at half size", () => {
    expect([...residencyOf(five, { tokens: 10_000, profile })]).toEqual([
      ["as-1", "half"],
      ["as-2", "half"],
      ["as-3", "full"],
      ["as-4", "full"],
      ["as-5", "full"],
    ]);
  });

  test("a pinned picture is whole however old it is", () => {
    const given = [picture("as-user", 0, { isPinned: true }), ...five];
    expect(residencyOf(given, { tokens: 900, profile }).get("as-user")).toBe("full");
  });

  test("with little room the latest comes first", () => {
    const places = residencyOf(five, { tokens: 520, profile });
    expect([...places]).toEqual([
      ["as-1", "gist"],
      ["as-2", "gist"],
      ["as-3", "gist"],
      ["as-4", "half"],
      ["as-5", "full"],
    ]);
  });

  test("with less room than one picture the latest is at half size, with none a gist", () => {
    expect(residencyOf(five, { tokens: 150, profile }).get("as-5")).toBe("half");
    expect([...new Set(residencyOf(five, { tokens: 50, profile }).values())]).toEqual(["gist"]);
  });

  test("never more than the model takes, never over the budget", () => {
    const many = Array.from({ length: 300 }, (_, turn) => picture(`as-${turn}`, turn, { isPinned: turn % 50 === 0 }));
    for (const tokens of [0, 300, 1_000, 5_000, 1e9]) {
      const places = residencyOf(many, { tokens, profile });
      const shown = many.filter(({ assetId }) => places.get(assetId) !== "gist");
      expect(shown.length).toBeLessThanOrEqual(profile.maxImages);
      const spent = shown.reduce((sum, one) => {
        const place = places.get(one.assetId);
        return sum + (place === "full" || place === "half" ? tokensAt(one, place, profile) : 0);
      }, 0);
      expect(spent).toBeLessThanOrEqual(tokens);
      expect(places.size).toBe(300);
    }
  });

  test("a model that does not see is sent no pixel", () => {
    const blind = { ...profile, vision: false };
    expect([...new Set(residencyOf(five, { tokens: 1e9, profile: blind }).values())]).toEqual(["gist"]);
  });

  test("nothing shown, nothing placed", () => {
    expect(residencyOf([], { tokens: 1_000, profile }).size).toBe(0);
  });
});
