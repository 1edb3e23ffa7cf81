const figureLabel =
  /^(?:figure|fig\.|chart|graph|diagram|exhibit|abbildung|abb\.|grafik|schaubild|graphique|figura|gráfico|grafico|rysunek|wykres|рис\.?|图)\s*[\dIVXA-Z]/i;
const label =
  /^(?:figure|fig|chart|graph|diagram|table|tab|abbildung|abb|grafik|schaubild|tabelle|graphique|tableau|figura|tabla|tabella|gráfico|grafico|rysunek|wykres|tabela|рис|табл|图|表)\.?\s*(?:[A-Z]\.?)?\d+(?:[.-]\d+)*[a-z]?\s*(?:[.:–—|(-]\s*\S|$)/iu;

/** What stands below a table or figure in its own right. */
const sourceLine =
  /^(?:source|sources|note|notes|quelle|quellen|anmerkung|fuente|fonte|bron|źródło|资料来源|来源)\s*[:：]\s*\S/iu;

/** "Figure 3", "Chart 2", in the languages of the European sources. */
export function isCaptionStart(text: string): boolean {
  return figureLabel.test(text.trim());
}

/** "Figure 1: …", "Table A.2. …", or the bare label: it names what stands beside it and heads no section. */
export function isCaptionLine(text: string): boolean {
  return label.test(text.trim());
}

/** A line below a table or figure that says where it is from: "Source: Bloomberg", "Notes: …". */
export function isSourceLine(text: string): boolean {
  return sourceLine.test(text.trim());
}
