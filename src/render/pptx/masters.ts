import type { Theme } from "../theme.ts";
import { boxes, type SlideBox, sizes } from "./layout.ts";
import type { Deck } from "./pptxgenjs.ts";

/** The layouts of the deck; `SOURCES` is known by this name to whoever reads the deck back. */
export const layouts = { cover: "COVER", content: "CONTENT", list: "LIST", sources: "SOURCES" } as const;

/** How the deck is drawn throughout. */
export interface DeckStyle {
  readonly theme: Theme;
  readonly language: string;
  readonly rightToLeft: boolean;
  /** Printed at the foot of every slide. */
  readonly footer: string;
}

/** A box in points as PptxGenJS wants it, mirrored for scripts that run from right to left. */
export function place(box: SlideBox, rightToLeft: boolean): { x: number; y: number; w: number; h: number } {
  const x = rightToLeft ? 960 - box.x - box.width : box.x;
  return { x: x / 72, y: box.y / 72, w: box.width / 72, h: box.height / 72 };
}

/** `#0b5cad` as PowerPoint writes it. */
export function hex(colour: string): string {
  return colour.replace("#", "").toUpperCase();
}

/** Defines masters with real placeholders, so that titles are titles in the outline and to a screen reader. */
export function defineMasters(deck: Deck, style: DeckStyle): void {
  const { colours } = style.theme;
  const text = hex(colours.text);
  const accent = hex(colours.accent);
  const title = (box: SlideBox, format: { readonly fontSize: number; readonly color: string }) =>
    placeholder({ type: "title", box, format: { ...format, bold: true } }, style);
  const format = { fontSize: sizes.bullets[2], color: text, bold: false };
  const body = placeholder({ type: "body", box: boxes.body, format }, style);
  const frame = contentFrame(style);
  const heading = title(boxes.title, { fontSize: sizes.title[0], color: text });
  deck.defineSlideMaster({ title: layouts.content, background, ...frame, objects: [...frame.objects, heading] });
  deck.defineSlideMaster({ title: layouts.list, background, ...frame, objects: [...frame.objects, heading, body] });
  deck.defineSlideMaster({ title: layouts.sources, background, ...frame, objects: [...frame.objects, heading, body] });
  const band = { x: 0, y: 0, w: 13.333, h: 0.28, fill: { color: accent }, line: { color: accent, width: 0 } };
  const cover = title(boxes.coverTitle, { fontSize: sizes.cover[0], color: accent });
  deck.defineSlideMaster({ title: layouts.cover, background, objects: [{ rect: band }, cover] });
}

interface Placeholder {
  readonly type: "title" | "body";
  readonly box: SlideBox;
  readonly format: { readonly fontSize: number; readonly color: string; readonly bold: boolean };
}

function placeholder({ type, box, format }: Placeholder, { rightToLeft }: DeckStyle) {
  const align: "left" | "right" = rightToLeft ? "right" : "left";
  const options = {
    name: type,
    type,
    ...place(box, rightToLeft),
    margin: 0,
    ...format,
    align,
    valign: "top" as const,
    rtlMode: rightToLeft,
  };
  return { placeholder: { options, text: "" } };
}

const background = { color: "FFFFFF" };

function contentFrame({ theme, footer, rightToLeft }: DeckStyle) {
  const muted = hex(theme.colours.muted);
  const align: "left" | "right" = rightToLeft ? "right" : "left";
  const opposite: "left" | "right" = rightToLeft ? "left" : "right";
  return {
    slideNumber: { ...place(boxes.slideNumber, rightToLeft), fontSize: sizes.small, color: muted, align: opposite },
    objects: [
      {
        text: {
          text: footer,
          options: {
            ...place(boxes.footer, rightToLeft),
            margin: 0,
            fontSize: sizes.small,
            color: muted,
            align,
            rtlMode: rightToLeft,
          },
        },
      },
    ],
  };
}
