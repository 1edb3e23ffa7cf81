import { describe, expect, test } from "vitest";
import { asksForPicture, coreOf } from "../../src/analyst/extractive/core-question.ts";
import { facetsOf } from "../../src/analyst/extractive/facets.ts";

describe("the part of a question that asks", () => {
  test.each([
    ["WHAT ARE THE RISKS OF NUCLEAR POWER?", "what are the risks of nuclear power?"],
    ["Analyze Orchard's cash position", "Orchard's cash position"],
    ["Please discuss the legal proceedings of Orchard", "the legal proceedings of Orchard"],
    ["Tell me everything about bees", "bees"],
    ["Résumez le rapport annuel d'Orchard", "le rapport annuel d'Orchard"],
    ["What does the figure about churn rates show?", "What does churn rates"],
    ["What does the picture show about net generation in Iowa?", "net generation in Iowa?"],
    ["Was zeigt das Diagramm über die Erzeugung in Iowa?", "die Erzeugung in Iowa?"],
    ["What can be seen in the chart of energy prices?", "What can be energy prices?"],
    ["Was zeigt die Abbildung zum Stromverbrauch?", "Stromverbrauch?"],
    ["How do heat pumps work, because I want to buy one for my house?", "How do heat pumps work"],
  ])("%s", (question, core) => {
    expect(coreOf(question)).toBe(core);
  });

  test("a preface about the asker is no part of it", () => {
    const question =
      "I am preparing a talk for my local council and would like to know, as precisely as possible and with sources, how electricity generation from wind power has developed in Germany since 2010, because several members believe that it has fallen.";
    expect(coreOf(question)).toBe("how electricity generation from wind power has developed in Germany since 2010");
  });

  test.each([
    "How did Orchard's total net sales develop from 2022 Q3 to 2023 Q3?",
    "Who founded Orchard and when?",
    "IBM",
    "NASA ESA",
    "???",
    "How is the reason for the delay given?",
    "apple net sales 2023",
    "比较太阳能和风能的成本",
  ])("%s stays as it is", (question) => {
    expect(coreOf(question)).toBe(question);
  });

  test("what asks is found once: asking again takes nothing more", () => {
    for (const question of [
      "Tell me everything about bees",
      "What does the figure about churn rates show?",
      "I would like to understand why sales fell in 2022",
    ]) {
      const once = coreOf(question);
      expect(coreOf(once)).toBe(once);
    }
  });

  test("never empty, whatever is asked", () => {
    for (const question of ["Discuss ", "Please analyze", "because", "the figure about ", "tell me about it", " "])
      expect(coreOf(question).length).toBeGreaterThan(0);
  });
});

describe("questions about pictures", () => {
  test.each([
    "What does the figure about churn rates show?",
    "What can be seen in the chart of energy prices?",
    "Explain the diagram of the heat pump",
    "Was zeigt die Abbildung zum Stromverbrauch?",
    "Que montre le graphique des ventes ?",
    "¿Qué muestra el gráfico de ventas?",
  ])("%s is one", (question) => {
    expect(asksForPicture(question)).toBe(true);
  });

  test.each([
    "What is the image problem of nuclear power?",
    "How do charts work?",
    "What figures does Orchard report?",
  ])("%s is none", (question) => {
    expect(asksForPicture(question)).toBe(false);
  });

  test("its topic is what the picture is about", () => {
    expect(facetsOf("What does the figure about churn rates show?", "en", []).topics).toEqual(["churn rates"]);
    expect(facetsOf("What can be seen in the chart of energy prices?", "en", []).topics).toEqual(["energy prices"]);
  });
});

describe("a question for the effect of one thing on another", () => {
  test.each([
    ["How did exchange rates specifically affect Orchard's net sales?", "How did exchange rates, Orchard's net sales?"],
    ["How does frost affect the harvest?", "How does frost, the harvest?"],
    ["How might the new tariffs influence prices?", "How might the new tariffs, prices?"],
    ["How has the merger impacted wages?", "How has the merger, wages?"],
  ])("asks about both: %s", (question, core) => {
    expect(coreOf(question)).toBe(core);
  });

  test.each(["What are the effects of frost?", "How does it affect?", "Which rules affect farms?"])(
    "stays as it is without two: %s",
    (question) => {
      expect(coreOf(question)).toBe(question);
    },
  );
});
