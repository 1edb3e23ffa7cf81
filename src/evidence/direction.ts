/** Up, down, or neither; `mixed` when both are said. */
export type Direction = "up" | "down" | "mixed" | "none";

const up =
  /\b(?:increas\w*|r(?:o|i)se[ns]?|rising|gr(?:e|o)w(?:s|n|th|ing)?|gain(?:s|ed|ing)?|higher|climb\w*|jump\w*|surg(?:e|ed|es|ing)|soar\w*|expand\w*|expansion|improv\w*|accelerat\w*|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|exceed\w*|outperform\w*|more than|greater|larger|above|stieg\w*|steig\w*|wuchs\w*|wachs\w*|zunahm\w*|zugenommen|erhöh\w*|gestiegen|augment\w*|hausse|crois\w*|aument\w*|subi\w*|crec\w*)\b|增长|上升|增加|提高|増加|上昇/giu;
const down =
  /\b(?:decreas\w*|declin\w*|f(?:e|a)ll(?:s|en|ing)?|fell|dropp?(?:ed|s|ing)?|drop|lower(?:ed)?|reduc\w*|shr(?:i|a|u)nk\w*|contract(?:ed|ion)|slump\w*|plung\w*|plummet\w*|worsen\w*|deteriorat\w*|halv(?:ed|es|ing)|fewer|less than|smaller|below|unfavorab\w*|sank|sinken|sinkt|gesunken|fiel|fallen|gefallen|rückgang\w*|abnahm\w*|verringer\w*|baiss\w*|diminu\w*|recul\w*|disminu\w*|descen\w*|cay(?:ó|eron)|diminu\w*|calo)\b|下降|减少|降低|減少|低下/giu;
const negations =
  /\b(?:not|no|never|none|neither|nor|without|cannot|n't|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|won't|hasn't|haven't|hadn't|couldn't|wouldn't|shouldn't|can't|fail(?:s|ed)? to|refus(?:es|ed)? to|den(?:y|ies|ied)|lack(?:s|ed)?|unable|nicht|kein\w*|nie|niemals|ohne|ne\s+\w+\s+pas|jamais|sans|aucun\w*|nunca|sin|ningun\w*|non|mai|senza)\b|不|没有|未|無い|ない/giu;

/** Which way a text says something went. */
export function directionOf(text: string): Direction {
  const ups = (text.match(up) ?? []).length;
  const downs = (text.match(down) ?? []).length;
  if (ups > 0 && downs > 0) return "mixed";
  return ups > 0 ? "up" : downs > 0 ? "down" : "none";
}

/** Whether a text denies an odd number of times. */
export function isNegated(text: string): boolean {
  return (text.match(negations) ?? []).length % 2 === 1;
}

/** Whether two texts say clearly opposite directions. */
export function oppositeDirections(first: string, second: string): boolean {
  const [a, b] = [directionOf(first), directionOf(second)];
  return (a === "up" && b === "down") || (a === "down" && b === "up");
}

/** A text without its words of rise and fall. */
export function withoutDirection(text: string): string {
  return text.replace(up, " ").replace(down, " ");
}
