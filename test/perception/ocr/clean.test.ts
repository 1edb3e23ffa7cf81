import { describe, expect, test } from "vitest";
import { toLines } from "../../../src/perception/layout/line.ts";
import { cleanRecognised, evenScannedLayer, meanConfidence, withoutLogos } from "../../../src/perception/ocr/clean.ts";
import { needsOcr } from "../../../src/perception/ocr/route.ts";
import { justified, lines, page, rows, run } from "../layout/page-content.ts";

const image = { hash: "a", pixelWidth: 10, pixelHeight: 10 };
const scan = { ...image, left: 0, top: 0, right: 612, bottom: 792 };

describe("recognised words", () => {
  test("of a page that cannot be trusted are left out, all of them", () => {
    const read = cleanRecognised(page(run("some scribbled words", { confidence: 0.5 })));
    expect(read).toMatchObject({ words: [], source: "none" });
  });

  test("that are noise are left out", () => {
    const words = [...run("Clear words", { confidence: 0.95 }), ...run("~", { left: 300, confidence: 0.6 })];
    expect(cleanRecognised(page(words)).words.map((word) => word.text)).toEqual(["Clear", "words"]);
  });

  test("get one size, for the height of a word depends on its letters", () => {
    const words = lines(["The height of words", "depends on letters"], { confidence: 0.9 });
    const uneven = words.map((word, index) => ({ ...word, size: 9 + (index % 3) }));
    expect(new Set(cleanRecognised(page(uneven)).words.map((word) => word.size)).size).toBe(1);
  });

  test("of a run are told apart", () => {
    const [whole] = run("x", { confidence: 0.9 });
    if (!whole) throw new Error("There is no word.");
    const { words } = cleanRecognised(page([{ ...whole, text: "two words", right: whole.left + 45 }]));
    expect(words.map((word) => word.text)).toEqual(["two", "words"]);
    expect(words[1]?.left).toBeCloseTo(whole.left + 20);
  });

  test("of a typewritten page stand in lines, not in columns", () => {
    const typed = ["The chair reported that wind farms had", "delivered more than the nuclear plant"];
    const words = typed.flatMap((text, index) =>
      run(text, { gap: 9, confidence: 0.95, top: 100 + index * 20 }).map((word) => ({ ...word, continues: false })),
    );
    expect(toLines(words)[0]?.segments.length).toBeGreaterThan(3);
    expect(toLines(cleanRecognised(page(words)).words).map((line) => line.segments.length)).toEqual([1, 1]);
  });

  test("of a table keep its columns", () => {
    const table = rows(
      [
        ["Net sales", "81,797", "82,959"],
        ["Cost of sales", "45,384", "47,074"],
      ],
      [72, 250, 350],
      { confidence: 0.95 },
    );
    expect(toLines(cleanRecognised(page(table)).words).map((line) => line.segments.length)).toEqual([3, 3]);
  });
});

describe("the text layer of a scan", () => {
  test("is evened and joined to lines", () => {
    const words = justified("words of somebody's own recognition", 262, { gap: 9 }).map((word, index) => ({
      ...word,
      size: 9 + index * 0.4,
    }));
    const [line] = toLines(evenScannedLayer(page(words, { images: [scan] })).words);
    expect(line?.segments).toHaveLength(1);
  });

  test("is left alone where no picture covers the page and the sizes are even", () => {
    const printed = page(lines(["Printed words", "of one size"]));
    expect(evenScannedLayer(printed)).toBe(printed);
  });
});

describe("letters in logos", () => {
  const logo = { ...image, left: 60, top: 740, right: 200, bottom: 776 };
  const seen = [
    ...run("The text of a slide", { confidence: 0.9 }),
    ...run("ENERGY INC.", { top: 750, confidence: 0.9 }),
  ];

  test("are no text of a page that has its own", () => {
    const native = page(run("The text of a slide"), { images: [logo] });
    expect(
      withoutLogos(page(seen), native)
        .words.map((word) => word.text)
        .join(" "),
    ).toBe("The text of a slide");
  });

  test("stay on a page that has no text of its own", () => {
    expect(withoutLogos(page(seen), page([], { images: [logo] })).words).toHaveLength(seen.length);
  });

  test("stay when the picture is large", () => {
    const native = page(run("A title"), { images: [scan] });
    expect(withoutLogos(page(seen), native).words).toHaveLength(seen.length);
  });

  test("never cost words that the file itself has", () => {
    const native = page(run("A label", { top: 750 }), { images: [logo] });
    expect(withoutLogos(native, native).words).toHaveLength(2);
  });
});

describe("a page goes to OCR", () => {
  const long = lines(Array.from({ length: 15 }, () => "forty characters of text stand on a line"));

  test.each([
    ["when the engine calls it scanned", page(long, { ocrReasons: ["scanned"] }), true],
    ["when its text is garbled", page(long, { ocrReasons: ["garbled"] }), true],
    [
      "when it has little text and a picture",
      page(run("Two words"), { ocrReasons: ["sparse-text"], images: [scan] }),
      true,
    ],
    ["but not with enough text", page(long, { ocrReasons: ["embedded-images"], images: [scan] }), false],
    ["but not without a picture", page(run("Two words"), { ocrReasons: ["sparse-text"] }), false],
    ["but not without a reason", page([], { images: [scan] }), false],
  ])("%s", (_, content, expected) => {
    expect(needsOcr(content)).toBe(expected);
  });
});

test("confidence is weighed by letters, and words of the file count as certain", () => {
  const words = [...run("abcd", { confidence: 0.5 }), ...run("efgh")];
  expect(meanConfidence(words)).toBeCloseTo(0.75);
  expect(meanConfidence([])).toBe(0);
});
