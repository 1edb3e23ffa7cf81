import type { Renderer } from "../renderer.ts";

export type { Slide, SlideBody, SlideText } from "./slide.ts";
export { toSlides } from "./to-slides.ts";

/** The report as a deck: one assertion per slide, native charts and tables, notes with the evidence. */
export const pptxRenderer: Renderer = {
  format: "pptx",
  mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  async render(report, context) {
    const { renderDeck } = await import("./deck.ts");
    return [{ name: "report.pptx", bytes: await renderDeck(report, context) }];
  },
};
