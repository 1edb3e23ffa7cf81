/** What is told apart by a number that counts nothing: "Article 13", "Phase III", "Version 2.1", "Type 2". */
const labelled =
  /(?<!\p{L})(?<kind>sections?|articles?|chapters?|parts?|phases?|versions?|types?|levels?|stages?|annex(?:es)?|clauses?|grades?|class(?:es)?|categor(?:y|ies)|generations?|artikeln?|abschnitte?|kapiteln?|stufen?|typ|chapitres?|artículos?|capítulos?|fases?)\s(?<number>\d+(?:\.\d+)*|[IVX]{1,5})(?![\p{L}\p{N}]|\s?[%‰°]|[.,]\d|\s(?:percent|million|billion|years?|people))/giu;

const roman: ReadonlyMap<string, string> = new Map(
  "I II III IV V VI VII VIII IX X XI XII".split(" ").map((sign, index) => [sign, String(index + 1)]),
);

interface Label {
  readonly kind: string;
  readonly number: string;
  readonly text: string;
}

function labelsIn(text: string): readonly Label[] {
  return [...text.matchAll(labelled)].flatMap(({ 0: words, groups }) => {
    const sign = groups?.number ?? "";
    const number = /^\d/.test(sign) ? sign : roman.get(sign);
    const kind = (groups?.kind ?? "")
      .toLowerCase()
      .replace(/ies$/u, "y")
      .replace(/(?:es|s|n)$/u, "");
    return number === undefined ? [] : [{ kind, number, text: words }];
  });
}

/**
 * Numbered parts of a claim for which the evidence speaks of others of their kind only.
 *
 * Contract: none where the evidence numbers nothing of the kind, for it may name the part in words.
 */
export function otherParts(claim: string, text: string): readonly string[] {
  const told = labelsIn(text);
  return labelsIn(claim).flatMap((own) => {
    const same = told.filter(({ kind }) => kind === own.kind);
    return same.length > 0 && !same.some(({ number }) => number === own.number) ? [own.text] : [];
  });
}
