import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a plan or a guess", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["The museum opened in Leeds in 2026.", "The museum will open in Leeds in 2026."],
    ["The museum was opened in Leeds in 2026.", "The museum is scheduled to be opened in Leeds in 2026."],
    ["Norda built a new plant in Leeds.", "Norda plans to build a new plant in Leeds."],
    ["Norda built a new plant in Leeds.", "Norda is expected to eventually build a new plant in Leeds."],
    ["The drug causes headaches in children.", "The drug may also cause headaches in children."],
    ["The clerk stole the painting.", "The clerk allegedly stole the painting."],
    ["The drug causes headaches in children.", "Studies suggest that the drug causes headaches in children."],
    ["Das Museum wurde 2026 in Leeds eröffnet.", "Das Museum soll 2026 in Leeds eröffnet werden.", "de"],
    ["Le musée a ouvert ses portes à Leeds en 2026.", "Le musée pourrait ouvrir ses portes à Leeds en 2026.", "fr"],
    ["El museo abrió sus puertas en Leeds en 2026.", "El museo podría abrir sus puertas en Leeds en 2026.", "es"],
    ["博物馆于2026年在利兹开放。", "博物馆计划于2026年在利兹开放。", "zh"],
    ["افتتح المتحف في ليدز عام 2026.", "من المتوقع أن يفتتح المتحف في ليدز عام 2026.", "ar"],
  ])("of “%s” is no fact: “%s”", (claim, text, language) => expect(verdict(claim, text, language)).toBe("partly"));

  test("that was carried out is none any more", () => {
    expect(verdict("The museum will open in Leeds in 2026.", "The museum opened in Leeds in 2026.")).toBe("partly");
    expect(verdict("Norda plans to build a plant in Leeds.", "Norda built a plant in Leeds.")).toBe("partly");
  });

  test.each<[claim: string, text: string, language?: string]>([
    ["The museum will open in Leeds in 2026.", "The museum is due to open in Leeds in 2026."],
    ["The drug may cause headaches in children.", "The drug causes headaches in children."],
    ["The museum is opening in Leeds in May.", "The museum will open in Leeds in May."],
    ["Norda opened a plant in Leeds.", "Norda opened a plant in Leeds and will expand it in 2026."],
    ["Norda opened a plant in Leeds.", "Norda opened a plant in Leeds and will open another plant in 2026."],
    ["Norda opened a plant in May.", "In May Norda opened a plant."],
    ["The open plant in Leeds is Norda’s.", "The plant in Leeds is Norda’s, says Will Open."],
    ["Norda hat ein Werk in Leeds eröffnet.", "Norda hat ein Werk in Leeds eröffnet, Sulvik soll folgen.", "de"],
    ["诺达工厂将近500人。", "诺达工厂有将近500人。", "zh"],
  ])("is not seen in “%s” from “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("supported"),
  );
});
