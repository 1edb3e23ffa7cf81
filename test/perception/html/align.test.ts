import { describe, expect, test } from "vitest";
import { alignTexts } from "../../../src/perception/html/align.ts";
import { cpuMilliseconds } from "../../support/cpu-time.ts";

const long = (topic: string) => `${topic} has been studied for decades and the results agree on the main points.`;

describe("texts of a page in the output of an extractor", () => {
  test("are found without their spaces, case and punctuation", () => {
    const candidate = `${long("COAL").replaceAll(" ", "")}\n\n${long("Wind").replaceAll(" ", "  ")}`;
    expect(alignTexts([long("Coal"), long("Solar"), long("Wind")], candidate)).toEqual([true, false, true]);
  });

  test("are found when short only next to the texts around them", () => {
    const page = ["News", long("Coal"), "Details", long("Wind"), "News"];
    const candidate = [long("Coal"), "Details", long("Wind")].join(" ");
    expect(alignTexts(page, candidate)).toEqual([false, true, true, true, false]);
  });

  test("are each found once, however often the word occurs", () => {
    const page = [long("Coal"), "Yes", "Yes", "Yes", long("Wind")];
    const candidate = [long("Coal"), "Yes", "Yes", long("Wind")].join(" ");
    expect(alignTexts(page, candidate).filter(Boolean)).toHaveLength(4);
  });

  test("may be short only within 400 letters of the text before", () => {
    const far = "x".repeat(500);
    expect(alignTexts([long("Coal"), "Details"], `${long("Coal")} ${far} Details`)).toEqual([true, false]);
    expect(alignTexts([long("Coal"), "Details"], `${long("Coal")} ${"x".repeat(300)} Details`)).toEqual([true, true]);
  });

  test("may end right before the next text", () => {
    expect(alignTexts(["Intro", long("Coal")], `Intro${long("Coal")}`)).toEqual([true, true]);
    expect(alignTexts(["Coal", long("Coal")], long("Coal"))).toEqual([false, true]);
  });

  test("of many lines are found when most of their letters are", () => {
    const table = ["Region\tOutput of the year", "North\t1234567890 tonnes of herring", "South\t99"].join("\n");
    expect(
      alignTexts([long("Coal"), table], `${long("Coal")} Region Output of the year North 1234567890 tonnes of herring`),
    ).toEqual([true, true]);
    expect(alignTexts([long("Coal"), table], `${long("Coal")} South 99`)).toEqual([true, false]);
  });

  test("without letters or digits are never found", () => {
    expect(alignTexts(["* * *", ""], "* * *")).toEqual([false, false]);
  });

  test("in another order are still found when they are long", () => {
    expect(alignTexts([long("Coal"), long("Wind")], `${long("Wind")} ${long("Coal")}`)).toEqual([true, true]);
  });

  test("in scripts without spaces are found", () => {
    const text = "这是一份关于沿海渔业的年度报告其中包含了所有港口的捕捞数据和价格";
    expect(alignTexts([text], `标题 ${text}。`)).toEqual([true]);
  });

  test("by the ten thousands take no quadratic time", () => {
    const texts = Array.from({ length: 60_000 }, (_, index) => `n${index % 10}`);
    const started = cpuMilliseconds();
    expect(alignTexts(texts, "y".repeat(200_000)).some(Boolean)).toBe(false);
    expect(cpuMilliseconds() - started).toBeLessThan(5_000);
  });
});
