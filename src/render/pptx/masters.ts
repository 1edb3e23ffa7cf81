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
  const { theme, rightToLeft } = style;
  const text = hex(theme.colours.text);
  const align: "left" | "right" = rightToLeft ? "right" : "left";
  const title = (box: SlideBox, size: number, colour: string) => ({
    placeholder: {
      options: {
        name: "title",
        type: "title" as const,
        ...place(box, rightToLeft),
        margin: 0,
        fontSize: size,
        bold: true,
        color: colour,
        align,
        valign: "top" as const,
        rtlMode: rightToLeft,
      },
      text: "",
    },
  });
  const body = {
    placeholder: {
      options: {
        name: "body",
        type: "body" as const,
        ...place(boxes.body, rightToLeft),
        margin: 0,
        fontSize: sizes.bullets[2],
        color: text,
        align,
        valign: "top" as const,
        rtlMode: rightToLeft,
      },
      text: "",
    },
  };
  const frame = contentFrame(style);
  const heading = title(boxes.title, sizes.title[0], text);
  deck.defineSlideMaster({ title: layouts.content, background, ...frame, objects: [...frame.objects, heading] });
  deck.defineSlideMaster({ title: layouts.list, background, ...frame, objects: [...frame.objects, heading, body] });
  deck.defineSlideMaster({ title: layouts.sources, background, ...frame, objects: [...frame.objects, heading, body] });
  const cover = {
    x: 0,
    y: 0,
    w: 13.333,
    h: 0.28,
    fill: { color: hex(theme.colours.accent) },
    line: { color: hex(theme.colours.accent), width: 0 },
  };
  deck.defineSlideMaster({
    title: layouts.cover,
    background,
    objects: [{ rect: cover }, title(boxes.coverTitle, sizes.cover[0], hex(theme.colours.accent))],
  });
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
