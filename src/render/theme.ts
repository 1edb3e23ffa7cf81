/** Colours as `#rrggbb`, sizes in points; HTML, DOCX and PPTX read the same object. */
export interface Theme {
  readonly name: string;
  readonly colours: {
    readonly text: string;
    readonly muted: string;
    readonly accent: string;
    readonly background: string;
    readonly surface: string;
    readonly line: string;
    /** Series colours, distinguishable without colour vision, all at 3:1 or better on `background`. */
    readonly series: readonly string[];
  };
  readonly fonts: { readonly heading: string; readonly body: string; readonly mono: string };
  readonly sizes: {
    readonly body: number;
    readonly small: number;
    readonly heading: readonly [number, number, number];
  };
}

export const defaultTheme: Theme = {
  name: "default",
  colours: {
    text: "#1b1f24",
    muted: "#57606a",
    accent: "#0b5cad",
    background: "#ffffff",
    surface: "#f4f6f8",
    line: "#d0d7de",
    series: ["#0b5cad", "#b35900", "#1a7f37", "#8250df", "#a40e26", "#0a7b83"],
  },
  fonts: { heading: "Arial", body: "Arial", mono: "Consolas" },
  sizes: { body: 10.5, small: 8.5, heading: [18, 14, 12] },
};
