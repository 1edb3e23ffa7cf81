import type { Claim } from "./claims.ts";
import { cutText, listSize } from "./fit.ts";
import type { SlideBox } from "./layout.ts";
import type { SlideList } from "./slide.ts";

/** Claims as a list at the largest of the sizes that fits; where none fits, each is cut to its share of the box. */
export function fitList(claims: readonly Claim[], box: SlideBox, sizes: readonly number[]): SlideList {
  const smallest = sizes.at(-1) ?? 12;
  const items = claims.map((claim) => claim.text);
  const fitting = listSize(items, box, sizes);
  if (fitting !== undefined) return { size: fitting, items };
  const share = { ...box, height: box.height / items.length };
  const cut = items.map((item) => cutText(item, (text) => listSize([text], share, [smallest]) !== undefined));
  return { size: smallest, items: cut };
}

/** The first claims that fit a box at the smallest of the sizes. */
export function thoseThatFit(claims: readonly Claim[], box: SlideBox, sizes: readonly number[]): readonly Claim[] {
  let fitting: readonly Claim[] = [];
  for (const claim of claims) {
    const next = [...fitting, claim];
    if (
      listSize(
        next.map((one) => one.text),
        box,
        sizes.slice(-1),
      ) === undefined
    )
      break;
    fitting = next;
  }
  return fitting;
}
