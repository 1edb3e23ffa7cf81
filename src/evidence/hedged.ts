import { containmentIn } from "./containment.ts";
import { holds, wordPattern } from "./word-pattern.ts";
import { stemOf, wordsOf } from "./words.ts";

/** What is planned, or only held possible, against what is or was. */
export type Hedge = "planned" | "possible";

/** English words after which a verb tells no fact; the verb follows, after an adverb or an auxiliary. */
const english: readonly (readonly [hedge: Hedge, pattern: RegExp])[] = [
  [
    "planned",
    wordPattern(
      "will|(?:is|are|was|were|be) (?:going|due|set|scheduled|slated|expected|planned|projected|forecast|meant|supposed) to|(?:plans|planned|planning|intend|intends|intended|aims|aimed|expect|expects|expected|hopes|hoped|propose|proposes|proposed|want|wants|promised|agreed) to",
    ),
  ],
  [
    "possible",
    wordPattern(
      "may|might|could|(?:appear|appears|appeared|seem|seems|seemed|believed|thought|alleged|said|rumou?red|likely|suspected|claimed) to|allegedly|reportedly|possibly|perhaps|probably|potentially|presumably|supposedly",
    ),
  ],
];
/** Words of any kind that keep a claim from being told as a fact. */
const anyHedge = wordPattern(
  "will|shall|would|may|might|could|should|can|must|plan(?:s|ned|ning)?|intend*|aim*|expect*|hope*|propos*|schedul*|project(?:ed|s|ions?)|forecast*|predict*|promis*|target*|future|due to open|likely|possib*|potential*|perhaps|probabl*|presumabl*|apparent*|appears?|seem*|suggest*|believ*|alleg*|reported*|suppos*|estimat*|suspect*|indicat*|if|agreed to|going to|set to|want* to|to be|rumou?r*|claim(?:s|ed)?",
);

/** Sentences that only report what somebody takes for possible. */
const supposition =
  /(?<!\p{L})(?:suggest(?:s|ed|ing)?|hypothesi[sz]ed?|speculat(?:es?|ed)|suspect(?:s|ed)?|alleg(?:es?|ed)|possible|conceivable|rumou?red|unclear|doubts?|doubted)\s(?:that|whether|if)\s(?<rest>.+)$/iu;

/** The same in languages whose verbs stand elsewhere: the clause that holds such a word tells no fact. */
const others = wordPattern(
  "soll(?:en)?|könnten?|dürften?|planen|plant(?=,?\\s(?:die|den|das|eine[nr]?|für|im|ab|bis|zu)(?!\\p{L}))|beabsichtig(?:t|en)|voraussichtlich|möglicherweise|vermutlich|vielleicht|angeblich|(?:wird|werden)(?=\\s[^.,;]*\\p{L}en[.,;]?$)|pourrai(?:t|ent)|devrai(?:t|ent)|prévoi(?:t|ent)|envisage(?:nt)?|peut-être|(?:va|vont)\\s\\p{L}+(?:er|ir|re)|podrí(?:a|an)|planea[n]?|prevé[n]?|(?:va|van)\\sa\\s\\p{L}+r|quizás?|tal vez|posiblemente|se espera|سوف|ربما|يعتزم|تعتزم|يخطط|تخطط|من المتوقع|من المحتمل|قد (?=[يت])\\p{L}+",
  "将(?!近|军)|计划|预计|可能|或许|有望|打算",
);

/** Adverbs and auxiliaries between the hedge and its verb. */
const between = /^(?:be|been|have|had|has|not|also|only|soon|then|still|now|even|already|again|to|the|a|\p{L}+ly)$/u;
const wordsToVerb = 4;

interface HedgedVerb {
  readonly hedge: Hedge;
  readonly verb: string;
  readonly text: string;
}

function hedgedVerbs(text: string): readonly HedgedVerb[] {
  return english.flatMap(([hedge, pattern]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const end = match.index + match[0].length;
      const after = text.slice(end, end + 60).match(/[\p{L}\p{N}'’-]+/gu) ?? [];
      const verb = after.slice(0, wordsToVerb).find((word) => !between.test(word));
      // Names keep their capital and are no verb of any claim: "Will Brown" plans nothing.
      return verb === undefined ? [] : [{ hedge, verb: baseOf(verb), text: `${match[0]} ${verb}` }];
    }),
  );
}

/** Past forms that no ending shows, and what they are of. */
const irregular: ReadonlyMap<string, string> = new Map(
  "began begin|begun begin|rose rise|risen rise|grew grow|grown grow|fell fall|fallen fall|built build|bought buy|sold sell|won win|became become|made make|paid pay|took take|taken take|led lead|lost lose|left leave|went go|gone go|came come|held hold|met meet|spent spend|sent send|brought bring|gave give|given give|ran run|wrote write|written write|drew draw|drawn draw|kept keep|found find|shrank shrink|shrunk shrink|broke break|broken break|chose choose|chosen choose|launched launch"
    .split("|")
    .map((pair): [string, string] => {
      const [past = "", base = ""] = pair.split(" ");
      return [past, stemOf(base)];
    }),
);

const baseOf = (word: string): string => irregular.get(word) ?? stemOf(word);

/** From this share of a claim's words on a clause is what the claim repeats. */
const sameClauseFrom = 0.7;

/** What the evidence tells as planned or possible and the claim as a fact, in the evidence's words. */
export function unhedged(claim: string, sentence: string): string | undefined {
  if (holds(claim, anyHedge) || holds(claim, others)) return undefined;
  const words = wordsOf(claim);
  const own = new Set(words.map(baseOf));
  // "Is opening in May" tells a plan itself.
  const done = new Set(words.filter((word) => !/ing$/u.test(word)).map(baseOf));
  const said = wordsOf(sentence).map(baseOf);
  const hedged = hedgedVerbs(sentence);
  const told = hedged.find(
    ({ hedge, verb }) =>
      (hedge === "planned" ? done : own).has(verb) &&
      said.filter((other) => other === verb).length === hedged.filter((other) => other.verb === verb).length,
  );
  if (told) return told.text;
  const supposed = supposition.exec(sentence);
  if (supposed && repeats(claim, supposed.groups?.rest ?? "")) return supposed[0].split(/\s/u).slice(0, 2).join(" ");
  const clause = sentence.split(/[,;，；،]\s?/u).find((part) => holds(part, others));
  const word = clause?.match(others)?.[0];
  return clause !== undefined && repeats(claim, clause) ? word : undefined;
}

const repeats = (claim: string, part: string): boolean => containmentIn(claim, [part]).single >= sameClauseFrom;

/** What the evidence tells as done and the claim as planned, in the claim's words. */
export function stillPlanned(claim: string, sentence: string): string | undefined {
  if (holds(sentence, anyHedge)) return undefined;
  const done = new Set(
    wordsOf(sentence).flatMap((word) => (irregular.has(word) || /\p{L}{2}ed$/u.test(word) ? [baseOf(word)] : [])),
  );
  return hedgedVerbs(claim).find(({ hedge, verb }) => hedge === "planned" && done.has(verb))?.text;
}

/** A text without words of plan and possibility. */
export function withoutHedges(text: string): string {
  return text.replace(anyHedge, " ").replace(others, " ");
}
