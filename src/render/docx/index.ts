import type { Renderer } from "../renderer.ts";

/** The report as a Word document: real styles, fields, footnotes, tables and charts. */
export const docxRenderer: Renderer = {
  format: "docx",
  mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  async render(report, context) {
    const { renderDocument } = await import("./document.ts");
    return [{ name: "report.docx", bytes: await renderDocument(report, context) }];
  },
};
