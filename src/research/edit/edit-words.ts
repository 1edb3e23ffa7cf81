/** What the editor says, in the language of the instruction. */
export interface EditWords {
  readonly section: (number: string, title: string) => string;
  readonly summary: string;
  readonly shortened: (what: string, before: number, after: number) => string;
  readonly removed: (what: string) => string;
  readonly drawn: (what: string, unit: string) => string;
  readonly drawnBeside: (what: string, unit: string) => string;
  readonly tabulated: (what: string) => string;
  readonly renamed: (what: string, title: string) => string;
  readonly moved: (what: string, number: string) => string;
  readonly dropped: (count: number, words: string) => string;
  readonly rewritten: (what: string) => string;
  readonly undone: (instruction: string) => string;
  readonly noPlace: (words: string) => string;
  readonly noSentence: (words: string) => string;
  readonly tooShort: (what: string) => string;
  readonly noNumbers: (what: string) => string;
  readonly notDrawable: (what: string) => string;
  readonly onlySections: string;
  readonly lastSection: string;
  readonly sameChart: (what: string) => string;
  readonly noTitle: string;
  readonly translate: string;
  readonly unclear: string;
  readonly needsModel: string;
  readonly wouldFail: (claim: string) => string;
  /** What can be asked, with examples. */
  readonly offer: (examples: readonly string[]) => string;
  readonly examples: {
    readonly shorten: (number: string) => string;
    readonly remove: (number: string) => string;
    readonly move: (number: string) => string;
    readonly rename: (number: string) => string;
    readonly draw: (number: number) => string;
    readonly tabulate: (number: number) => string;
    readonly drop: string;
  };
}

const english: EditWords = {
  section: (number, title) => `section ${number} (“${title}”)`,
  summary: "the summary",
  shortened: (what, before, after) => `Shortened ${what} from ${before} to ${after} statements.`,
  removed: (what) => `Removed ${what}.`,
  drawn: (what, unit) => `Made ${what} a chart${unit && ` in ${unit}`}.`,
  drawnBeside: (what, unit) =>
    `Drew a chart${unit && ` of the values in ${unit}`} beside ${what}, which holds more than one chart can show.`,
  tabulated: (what) => `Set ${what} as a table.`,
  renamed: (what, title) => `Renamed ${what} to “${title}”.`,
  moved: (what, number) => `Moved ${what}; it is now section ${number}.`,
  dropped: (count, words) => `Left out ${count === 1 ? "the sentence" : `${count} sentences`} about “${words}”.`,
  rewritten: (what) => `Rewrote ${what} from the evidence it cites.`,
  undone: (instruction) => `Undid “${instruction}”.`,
  noPlace: (words) =>
    words === "" ? "Say which part of the report is meant" : `The report has no single part that “${words}” names`,
  noSentence: (words) => `No sentence speaks of “${words}”.`,
  tooShort: (what) =>
    `There are no two statements in ${what}, so nothing can be left out; remove it as a whole instead.`,
  noNumbers: (what) => `There are not two comparable numbers with evidence in ${what}, so it cannot be set so.`,
  notDrawable: (what) => `Only numbers of a table or section can be drawn, not ${what}.`,
  onlySections: "Only whole sections can be moved or rewritten.",
  lastSection: "This is the only section; a report without any would answer nothing.",
  sameChart: (what) => `Nothing would change: ${what} is set so already.`,
  noTitle: "Give the new title in a few words, without an address in it.",
  translate:
    "A report cannot be translated without a model, and its quotes stay in the language of their sources: ask the question again with the language that you want.",
  unclear: "That was not understood.",
  needsModel: "That takes a model, and this run was made without one.",
  wouldFail: (claim) => `Not done: the sentence “${claim}” would not be supported by evidence.`,
  offer: (examples) => `I can, for example: ${examples.join("; ")}.`,
  examples: {
    shorten: (number) => `“shorten section ${number}”`,
    remove: (number) => `“remove section ${number}”`,
    move: (number) => `“move section ${number} to the front”`,
    rename: (number) => `“rename section ${number} to …”`,
    draw: (number) => `“make table ${number} a chart”`,
    tabulate: (number) => `“show figure ${number} as a table”`,
    drop: "“drop the sentence about …”",
  },
};

const german: EditWords = {
  section: (number, title) => `Abschnitt ${number} („${title}“)`,
  summary: "die Zusammenfassung",
  shortened: (what, before, after) => `Gekürzt: ${what}, von ${before} auf ${after} Aussagen.`,
  removed: (what) => `Entfernt: ${what}.`,
  drawn: (what, unit) => `Als Diagramm gezeigt${unit && ` (in ${unit})`}: ${what}.`,
  drawnBeside: (what, unit) =>
    `Ein Diagramm${unit && ` der Werte in ${unit}`} steht nun bei: ${what}; dort steht mehr, als ein Diagramm zeigen kann.`,
  tabulated: (what) => `Als Tabelle gezeigt: ${what}.`,
  renamed: (what, title) => `Umbenannt: ${what} heißt nun „${title}“.`,
  moved: (what, number) => `Verschoben: ${what}, nun Abschnitt ${number}.`,
  dropped: (count, words) =>
    count === 1 ? `Der Satz über „${words}“ ist weg.` : `${count} Sätze über „${words}“ sind weg.`,
  rewritten: (what) => `Neu geschrieben aus den eigenen Belegen: ${what}.`,
  undone: (instruction) => `Rückgängig gemacht: „${instruction}“.`,
  noPlace: (words) =>
    words === ""
      ? "Bitte sagen, welcher Teil des Berichts gemeint ist"
      : `Der Bericht hat keinen einzelnen Teil, den „${words}“ benennt`,
  noSentence: (words) => `Kein Satz spricht von „${words}“.`,
  tooShort: (what) => `Keine zwei Aussagen stehen hier: ${what}. Da lässt sich nichts kürzen, nur das Ganze entfernen.`,
  noNumbers: (what) => `Zwei vergleichbare Zahlen mit Belegen fehlen hier: ${what}.`,
  notDrawable: (what) => `Nur Zahlen einer Tabelle oder eines Abschnitts lassen sich zeichnen, nicht: ${what}.`,
  onlySections: "Nur ganze Abschnitte lassen sich verschieben oder neu schreiben.",
  lastSection: "Das ist der einzige Abschnitt; ohne ihn beantwortet der Bericht nichts.",
  sameChart: (what) => `Es ändert sich nichts, das ist schon so: ${what}.`,
  noTitle: "Bitte den neuen Titel in wenigen Worten nennen, ohne Adresse darin.",
  translate:
    "Ohne Modell lässt sich ein Bericht nicht übersetzen, und Zitate bleiben in der Sprache ihrer Quelle: Bitte die Frage noch einmal mit der gewünschten Sprache stellen.",
  unclear: "Das war nicht zu verstehen.",
  needsModel: "Das braucht ein Modell, und dieser Lauf hatte keines.",
  wouldFail: (claim) => `Nicht gemacht: Der Satz „${claim}“ wäre nicht belegt.`,
  offer: (examples) => `Möglich ist zum Beispiel: ${examples.join("; ")}.`,
  examples: {
    shorten: (number) => `„Kürze Abschnitt ${number}“`,
    remove: (number) => `„Entferne Abschnitt ${number}“`,
    move: (number) => `„Verschiebe Abschnitt ${number} nach vorn“`,
    rename: (number) => `„Benenne Abschnitt ${number} in … um“`,
    draw: (number) => `„Mach aus Tabelle ${number} ein Diagramm“`,
    tabulate: (number) => `„Zeig Abbildung ${number} als Tabelle“`,
    drop: "„Streiche den Satz über …“",
  },
};

/** English for every other language. */
export function editWords(isGerman: boolean): EditWords {
  return isGerman ? german : english;
}
