/** Where things stand on a 13.333 × 7.5 inch slide. Boxes in points (72 to the inch), no inner margins. */
export interface SlideBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const slideSize = { width: 960, height: 540 } as const;

const left = 44;
const width = slideSize.width - 2 * left;
const bodyTop = 120;
const bodyBottom = 492;
const visualWidth = 560;
const gap = 28;

/** The place of everything on a slide for languages that run from left to right; `place` mirrors it for others. */
export const boxes = {
  kicker: { x: left, y: 22, width, height: 18 },
  title: { x: left, y: 42, width, height: 66 },
  body: { x: left, y: bodyTop, width, height: bodyBottom - bodyTop },
  /** A chart or figure with takeaways beside it. */
  visual: { x: left, y: bodyTop, width: visualWidth, height: 332 },
  /** A chart or figure alone. */
  wideVisual: { x: left, y: bodyTop, width, height: 332 },
  takeaways: { x: left + visualWidth + gap, y: bodyTop, width: width - visualWidth - gap, height: 332 },
  /** Caption and credit under a visual: two lines. */
  caption: { x: left, y: 460, width, height: 32 },
  table: { x: left, y: bodyTop, width, height: 334 },
  footer: { x: left, y: 506, width: width - 90, height: 18 },
  slideNumber: { x: left + width - 80, y: 504, width: 80, height: 22 },
  coverTitle: { x: left, y: 140, width, height: 130 },
  coverQuestion: { x: left, y: 290, width, height: 96 },
  coverDetails: { x: left, y: 400, width, height: 60 },
} as const satisfies Readonly<Record<string, SlideBox>>;

/** The caption right below a table of this height. */
export function tableCaption(tableHeight: number): SlideBox {
  return { ...boxes.caption, y: boxes.table.y + tableHeight + 8 };
}

/** What is left below a table and its caption. */
export function belowTable(tableHeight: number): SlideBox {
  const y = boxes.table.y + tableHeight + 8 + boxes.caption.height + 14;
  return { ...boxes.body, y, height: Math.max(0, bodyBottom - y) };
}

/** Sizes in points. Nothing on a slide is smaller than `small`. */
export const sizes = {
  cover: [36, 32, 28, 24, 20],
  coverQuestion: [18, 16, 14, 12],
  title: [26, 24, 22, 20],
  titleMark: 14,
  bullets: [22, 20, 18, 16, 14],
  takeaways: [18, 16, 14],
  table: [18, 16, 14, 13, 12],
  small: 12,
} as const;

/** Indent of a bullet's text. */
export const bulletIndent = 18;
/** Space after a bullet, in lines of its size. */
export const bulletGap = 0.5;
/** Between the border of a table's cell and its text, in points. */
export const cellPadding = { side: 9, top: 4 } as const;
