import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a rank", () => {
  test.each<[claim: string, text: string, expected: string, language?: string]>([
    ["Nyos is the largest lake here.", "Nyos is the second largest lake here.", "contradicted"],
    ["Nyos is the largest lake here.", "Nyos is the 3rd-largest lake here.", "contradicted"],
    ["Nyos is the second largest lake here.", "Nyos is the fourth largest lake here.", "contradicted"],
    ["Nyos is the largest lake here.", "Nyos is one of the largest lakes here.", "partly"],
    ["Nyos is the most popular lake here.", "Nyos is among the most popular lakes here.", "partly"],
    ["Norda was the first firm to sell it.", "Norda was one of the first firms to sell it.", "partly"],
    ["Der Nyos ist der größte See dort.", "Der Nyos ist der zweitgrößte See dort.", "contradicted", "de"],
    ["Der Nyos ist der größte See dort.", "Der Nyos ist einer der größten Seen dort.", "partly", "de"],
    ["Nyos est le plus grand lac du pays.", "Nyos est le deuxième plus grand lac du pays.", "contradicted", "fr"],
    ["Nyos est le plus grand lac du pays.", "Nyos est l’un des plus grands lacs du pays.", "partly", "fr"],
    ["Nyos es el lago más grande del país.", "Nyos es el segundo lago más grande del país.", "contradicted", "es"],
    ["Nyos es el mayor lago del país.", "Nyos es uno de los mayores lagos del país.", "partly", "es"],
    ["尼奥斯湖是该国最大的湖泊。", "尼奥斯湖是该国第二大的湖泊。", "contradicted", "zh"],
    ["尼奥斯湖是该国最大的湖泊。", "尼奥斯湖是该国最大的湖泊之一。", "partly", "zh"],
    ["نيوس أكبر بحيرة في البلاد.", "نيوس ثاني أكبر بحيرة في البلاد.", "contradicted", "ar"],
    ["نيوس أكبر بحيرة في البلاد.", "نيوس من أكبر بحيرة في البلاد.", "partly", "ar"],
  ])("“%s” is not what “%s” gives", (claim, text, expected, language) =>
    expect(verdict(claim, text, language)).toBe(expected),
  );

  test.each<[claim: string, text: string]>([
    ["Nyos is the largest lake here.", "Of all lakes here Nyos is the largest."],
    ["Nyos is one of the largest lakes here.", "Nyos is the largest lake here."],
    ["Nyos is one of the largest lakes here.", "Nyos is the second largest of the lakes here."],
    ["Nyos is the largest lake here.", "Nyos is the largest and the second deepest lake here."],
    ["Nyos is the largest lake here.", "Kivu is the second largest lake here, after Nyos, the largest lake."],
    ["The forest of Nyos burnt.", "The second forest of Nyos burnt."],
  ])("“%s” follows from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});
