import type Module from "pptxgenjs";

// Names for the types of PptxGenJS, whose declarations hang on the default export of a CommonJS module.

/** The whole file while it is drawn. */
export type Deck = Module.default;

/** One slide of it; things are drawn in the order in which they are added. */
export type DeckSlide = Module.default.Slide;

/** A run of text with its format. */
export type DeckText = Module.default.TextProps;

/** Format and place of text; places in inches, sizes in points. */
export type DeckTextOptions = Module.default.TextPropsOptions;

/** A link to an address, or to a slide by its number from 1. */
export type DeckHyperlink = Module.default.HyperlinkProps;

/** A row of native table cells. */
export type DeckTableRow = Module.default.TableRow;

/** One side of a cell's border. */
export type DeckBorder = Module.default.BorderProps;

/** One series of a native chart. */
export type DeckChartData = Module.default.OptsChartData;

/** How a native chart is drawn; places in inches. */
export type DeckChartOptions = Module.default.IChartOpts;

/** Kind of a native chart. */
export type DeckChartName = Module.default.CHART_NAME;
