/** Who did something to whom: "Norda bought Velden" is not "Velden bought Norda", "Velden was bought by Norda" is. */
import { contentStems } from "./words.ts";

/** One way to say that somebody does something to somebody: the forms of a language, and what shows a passive. */
interface Grammar {
  /** Verbs that mean the same are one group, numbered alike in all languages. */
  readonly verbs: readonly (readonly [group: string, forms: string])[];
  /** Stands right before the verb of a passive. */
  readonly passive: RegExp;
  /** Leads to who does it in a passive. */
  readonly by: RegExp;
}

/**
 * Verbs that hold in one direction only; such as "met" and "married", which hold in both, are none. German and Arabic
 * put who acts on either side of the verb.
 */
const grammars: readonly Grammar[] = [
  {
    verbs: [
      ["buy", "acquir(?:e|es|ed|ing)|buys?|buying|bought|purchas(?:e|es|ed|ing)|t(?:akes?|ook|aken) over"],
      ["beat", "defeat(?:s|ed|ing)?|beats?|beaten|vanquish(?:es|ed)?"],
      ["sue", "su(?:e|es|ed|ing)"],
      ["own", "owns|owned"],
      ["replace", "replac(?:e|es|ed|ing)|supersed(?:e|es|ed)"],
      ["pass", "overt(?:akes?|ook|aken)|surpass(?:es|ed)?|outperform(?:s|ed)?|outs(?:ells?|old)|exceed(?:s|ed)?"],
      ["attack", "attack(?:s|ed)?|invad(?:e|es|ed)|conquer(?:s|ed)?"],
      ["kill", "kill(?:s|ed)?|murder(?:s|ed)?"],
      ["hire", "hir(?:e|es|ed)|employ(?:s|ed)?|appoint(?:s|ed)?"],
      ["teach", "teach(?:es)?|taught"],
      ["accuse", "accus(?:e|es|ed)|critici[sz](?:e|es|ed)"],
      ["fund", "fund(?:s|ed)?|financ(?:e|es|ed)"],
      ["supply", "suppl(?:y|ies|ied)"],
      ["inspire", "inspir(?:e|es|ed)|influenc(?:e|es|ed)"],
      ["cause", "caus(?:e|es|ed)"],
      ["contain", "contain(?:s|ed)?"],
      ["orbit", "orbit(?:s|ed)?"],
    ],
    passive: /(?<!\p{L})(?:is|are|was|were|be|been|being|got)\s(?:\p{L}+ly\s)?$/iu,
    by: /(?<!\p{L})by\s/iu,
  },
  {
    verbs: [
      ["buy", "(?:r?achet|rachèt)(?:é|ée|és|ées|e|ent|a)|acquis(?:e|es)?|acquiert"],
      ["beat", "batt(?:u|ue|us|it)|vaincue?s?|bat"],
      ["replace", "remplac(?:é|ée|és|ées|e|a)"],
      ["attack", "attaqu(?:é|ée|és|ées|e|a)|envahi(?:e|es|t)?"],
    ],
    passive: /(?<!\p{L})(?:été|est|sont|fut|furent|était|étaient)\s$/iu,
    by: /(?<!\p{L})par\s/iu,
  },
  {
    verbs: [
      ["buy", "compró|compra|comprad[oa]s?|adquirió|adquirid[oa]s?"],
      ["beat", "derrotó|derrotad[oa]s?|venció|vencid[oa]s?"],
      ["replace", "reemplazó|reemplazad[oa]s?|sustituyó|sustituid[oa]s?"],
      ["attack", "atacó|atacad[oa]s?|invadió|invadid[oa]s?"],
    ],
    passive: /(?<!\p{L})(?:fue|fueron|es|son|sido|era|eran)\s$/iu,
    by: /(?<!\p{L})por\s/iu,
  },
];
const chinese: readonly (readonly [group: string, forms: string])[] = [
  ["buy", "收购|并购"],
  ["beat", "击败|战胜|打败"],
  ["sue", "起诉"],
  ["replace", "取代"],
  ["pass", "超过|超越"],
  ["attack", "攻击|入侵"],
];

const patterns = grammars.map((grammar) => ({
  grammar,
  verbs: grammar.verbs.map(([group, forms]) => ({
    group,
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms})(?![\\p{L}\\p{N}])`, "iu"),
  })),
}));

interface Deed {
  readonly group: string;
  readonly by: ReadonlySet<string>;
  readonly to: ReadonlySet<string>;
}

const stems = (text: string): ReadonlySet<string> => new Set(contentStems(text));
const deed = (group: string, by: string, to: string): Deed => ({ group, by: stems(by), to: stems(to) });

function deedsIn(sentence: string): readonly Deed[] {
  const spaced = patterns.flatMap(({ grammar, verbs }) =>
    verbs.flatMap(({ group, pattern }) => {
      const match = pattern.exec(sentence);
      if (!match) return [];
      const before = sentence.slice(0, match.index);
      const after = sentence.slice(match.index + match[0].length);
      if (!grammar.passive.test(before) || /ing$/iu.test(match[0])) return [deed(group, before, after)];
      const agent = grammar.by.exec(after);
      return agent ? [deed(group, after.slice(agent.index + agent[0].length), before)] : [];
    }),
  );
  const unspaced = chinese.flatMap(([group, forms]) => {
    const verb = forms.split("|").find((form) => sentence.includes(form));
    if (verb === undefined) return [];
    const at = sentence.indexOf(verb);
    const [before, after] = [sentence.slice(0, at), sentence.slice(at + verb.length)];
    const [patient = "", agent] = before.split("被");
    if (before === "") return [];
    return [agent === undefined ? deed(group, before, after) : deed(group, agent, patient)];
  });
  return [...spaced, ...unspaced];
}

/** Whether two sides share a word that the first one's other side has not. */
function meet(side: ReadonlySet<string>, other: ReadonlySet<string>, opposite: ReadonlySet<string>): boolean {
  return [...side].some((stem) => other.has(stem) && !opposite.has(stem));
}

/**
 * Whether a claim has done to somebody what the evidence has that one do.
 *
 * Contract: false for verbs that hold both ways ("met"), and unless both of a claim's sides stand on the other side of
 * the same verb in the evidence.
 */
export function hasTurnedRoles(claim: string, sentence: string): boolean {
  const told = deedsIn(sentence);
  return deedsIn(claim).some((own) =>
    told.some((other) => {
      if (other.group !== own.group) return false;
      const straight = meet(own.by, other.by, own.to) && meet(own.to, other.to, own.by);
      const crossed = meet(own.by, other.to, own.to) && meet(own.to, other.by, own.by);
      return crossed && !straight;
    }),
  );
}
