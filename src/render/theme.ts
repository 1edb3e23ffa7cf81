/** Colours of one appearance as `#rrggbb`; which may stand on which is tested for contrast. */
export interface ThemeColours {
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly background: string;
  /** Behind code and boxes. */
  readonly surface: string;
  /** Of rules and borders. */
  readonly line: string;
  /** Behind marked words and boxes; `text` on it at 7:1 or better. */
  readonly highlight: string;
  readonly warning: string;
  /** Series colours, distinguishable without colour vision, all at 3:1 or better on `background`. */
  readonly series: readonly string[];
}

/** Colours as `#rrggbb`, sizes in points; HTML, DOCX and PPTX read the same object. */
export interface Theme {
  readonly name: string;
  readonly colours: ThemeColours;
  /** For screens whose reader prefers dark; as many series as in `colours`, in the same order. */
  readonly darkColours: ThemeColours;
  readonly fonts: { readonly heading: string; readonly body: string; readonly mono: string };
  readonly sizes: {
    readonly body: number;
    readonly small: number;
    readonly heading: readonly [number, number, number];
  };
}

/** Used where the user names none. */
export const defaultTheme: Theme = {
  name: "default",
  colours: {
    text: "#1b1f24",
    muted: "#57606a",
    accent: "#0b5cad",
    background: "#ffffff",
    surface: "#f4f6f8",
    line: "#d0d7de",
    highlight: "#fff3bf",
    warning: "#9a3412",
    series: ["#0b5cad", "#b35900", "#1a7f37", "#8250df", "#a40e26", "#0a7b83"],
  },
  darkColours: {
    text: "#e6e9ed",
    muted: "#a3adb8",
    accent: "#7cb7f2",
    background: "#14181d",
    surface: "#1d2329",
    line: "#38414a",
    highlight: "#5c4a10",
    warning: "#f0a37a",
    series: ["#6aaef2", "#e8964a", "#57b974", "#b695f5", "#f07f8f", "#4fbcc4"],
  },
  fonts: { heading: "Arial", body: "Arial", mono: "Consolas" },
  sizes: { body: 10.5, small: 8.5, heading: [18, 14, 12] },
};

/** The same theme in type a tenth smaller, for a second rendering when the first had layout faults. */
export function compactTheme(theme: Theme): Theme {
  const smaller = (size: number): number => Math.round(size * 1.8) / 2;
  const [first, second, third] = theme.sizes.heading;
  return {
    ...theme,
    name: `${theme.name}-compact`,
    sizes: {
      body: smaller(theme.sizes.body),
      small: Math.max(7.5, smaller(theme.sizes.small)),
      heading: [smaller(first), smaller(second), smaller(third)],
    },
  };
}
