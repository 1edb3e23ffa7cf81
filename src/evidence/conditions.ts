import { containmentIn } from "./containment.ts";
import { holds, wordPattern } from "./word-pattern.ts";

/** Words that make the rest of a sentence depend on what they lead to; "even if", "asked if" and "if any" do not. */
const conditions = wordPattern(
  "(?<!(?:even|as|ask|asks|asked|asking|wonder|wonders|wondered|know|knows|knew|see|check|checks|checked|tell|told|determine|determines|determined|unclear|whether|or)\\s)if(?!\\s(?:not|any|anything|so|necessary|possible|at all)(?!\\p{L}))|unless|provided that|providing that|on condition that|only when|sofern|vorausgesetzt|es sei denn|wenn|falls(?=\\s(?:d(?:er|ie|as|en|em)|eine?[nr]?|es|sie|er|man|nicht|sich|keine?)(?!\\p{L}))|à condition|à moins|pourvu que|s['’]ils?|si(?=\\s(?:l(?:e|a|es)|l['’]|un|une|on|elles?|el|los|las|una|no|se)(?!\\p{L}))|siempre que|a menos que|salvo que|с условием|если|إذا|ما لم",
  "如果|假如|倘若|只要|除非|만약|もし|場合",
);
/** Words by which a claim shows that it depends on something. */
const dependence = wordPattern(
  "when|once|would|could|may|might|can|subject to|depend*|condition*|provided|where|until|abhängig|je nach|bedingung*|würde*|könnte*|selon|dépend*|según|depend*|podrí*|pourrai*|بشرط",
  "时|取决|条件|ならば|なら|면",
);
const clauseEnds = /[,，;；:]\s?|(?<=\p{L})\s(?=(?:and|but|while|und|aber|et|mais|y|pero)\s)/u;

/** Whether a text sets a condition. */
export function holdsCondition(text: string): boolean {
  return holds(text, conditions);
}

/** From this share of a claim's words on a clause is what the claim repeats. */
const sameClauseFrom = 0.7;

/**
 * The word of a condition that the evidence sets and the claim leaves out.
 *
 * Contract: undefined for a claim that depends on something itself, and for one that repeats a clause of the sentence
 * beside the condition and what depends on it.
 */
export function droppedCondition(claim: string, sentence: string): string | undefined {
  if (holds(claim, conditions) || holds(claim, dependence)) return undefined;
  const clauses = sentence.split(clauseEnds);
  for (const [index, clause] of clauses.entries()) {
    const at = clause.search(conditions);
    if (at < 0) continue;
    // "If it rains, the road is closed": what depends on it is the next clause.
    const leads = clause.slice(0, at).trim() === "" && index === 0;
    const bound = leads ? [clause, clauses[index + 1] ?? ""] : at > 0 ? [clause] : [clauses[index - 1] ?? "", clause];
    if (containmentIn(claim, [bound.join(" ")]).single >= sameClauseFrom)
      return clause.slice(at).match(conditions)?.[0];
  }
  return undefined;
}
