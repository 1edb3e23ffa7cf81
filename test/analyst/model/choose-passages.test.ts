import { describe, expect, test } from "vitest";
import { choosePassages } from "../../../src/analyst/model/choose-passages.ts";
import type { StoredSource } from "../../../src/library/index.ts";
import { hitOf, storedOf } from "./helm.ts";

const filing = (name: string, title: string): StoredSource => {
  const stored = storedOf(name, [{ type: "paragraph", id: "b1", text: "Net sales rose.", locator: {} }]);
  return { ...stored, source: { ...stored.source, title } };
};
const norda = filing("norda", "Norda Inc., annual report");
const sulvik = filing("sulvik", "Sulvik AG, annual report");
const sources = new Map([norda, sulvik].map((stored) => [stored.source.id, stored]));
const hits = [sulvik, norda, sulvik, norda, sulvik].map((stored, index) => ({
  ...hitOf(stored, "text", ["b1"], `Passage ${index}`),
  id: `h${index}`,
}));
const ids = (entities: readonly string[], limit: number, earlier?: readonly (typeof hits)[]) =>
  choosePassages(hits, { limit, subQuestion: { entities }, sources, earlier }).map(({ id }) => id);

describe("the passages a reader is shown", () => {
  test("come from documents about the asked name alone, where these are enough", () => {
    expect(ids(["Norda"], 4)).toEqual(["h1", "h3"]);
    expect(ids(["Norda", "Sulvik"], 4)).toEqual(["h0", "h1", "h2", "h3"]);
  });

  test("are filled up from other documents, which may hold the second half of the answer", () => {
    expect(ids(["Norda"], 5)).toEqual(["h1", "h3", "h0", "h2", "h4"]);
  });

  test("keep their order without a name, or with one that nobody speaks of", () => {
    expect(ids([], 3)).toEqual(["h0", "h1", "h2"]);
    expect(ids(["Orchard"], 3)).toEqual(["h0", "h1", "h2"]);
  });

  test("are not those of an earlier round", () => {
    expect(ids([], 3, [hits.slice(0, 4)])).toEqual(["h3", "h4"]);
  });
});
