import type Module from "pptxgenjs";

/**
 * Names for the types of PptxGenJS, whose declarations hang on the default export of a CommonJS module.
 */
export type Deck = Module.default;
export type DeckSlide = Module.default.Slide;
export type DeckText = Module.default.TextProps;
export type DeckTextOptions = Module.default.TextPropsOptions;
export type DeckHyperlink = Module.default.HyperlinkProps;
export type DeckTableRow = Module.default.TableRow;
export type DeckBorder = Module.default.BorderProps;
export type DeckChartData = Module.default.OptsChartData;
export type DeckChartOptions = Module.default.IChartOpts;
export type DeckChartName = Module.default.CHART_NAME;
