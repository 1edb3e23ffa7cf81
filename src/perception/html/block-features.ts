import { ancestorsOf, attributeOf, type Element, elementsNamed, nameWords } from "./dom.ts";
import { draftText } from "./draft-text.ts";
import { textOf } from "./inline-text.ts";
import type { WalkedBlock } from "./walk.ts";

/** What the surroundings of a block say about it. */
export interface Features {
  readonly element: Element;
  readonly type: WalkedBlock["draft"]["type"];
  readonly text: string;
  /** Share of the text that is links, 0 to 1. */
  readonly linkDensity: number;
  /** Names of the element and of all above it. */
  readonly tags: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Words of class and id of the element and the three above it. */
  readonly nearNames: string;
}

/** Measures blocks. Contract: in order, each element's links once, for many blocks may share one element. */
export function featuresOf(blocks: readonly WalkedBlock[]): readonly Features[] {
  const linked = new Map<Element, number>();
  return blocks.map((block) => {
    const letters = linked.get(block.element) ?? linkedLetters(block.element);
    linked.set(block.element, letters);
    return featureOf(block, letters);
  });
}

function featureOf(block: WalkedBlock, letters: number): Features {
  const ancestors = ancestorsOf(block.element);
  const text = draftText(block.draft);
  const isLinked = ancestors.some((above) => above.name === "a");
  return {
    element: block.element,
    type: block.draft.type,
    text,
    linkDensity: text.length === 0 ? 0 : isLinked ? 1 : Math.min(1, letters / text.length),
    tags: new Set(ancestors.map((element) => element.name)),
    roles: new Set(ancestors.map((element) => attributeOf(element, "role"))),
    nearNames: ancestors
      .slice(0, 4)
      .map(nameWords)
      .join(" ")
      .replace(/[^a-z]+/g, " "),
  };
}

function linkedLetters(element: Element): number {
  return elementsNamed(element, "a").reduce((sum, link) => sum + textOf(link).length, 0);
}

const landmarkRoles = ["navigation", "contentinfo", "complementary"];

/** Whether a block stands in a part of the page that is about the site, not its subject. */
export function isInLandmark(feature: Features): boolean {
  return (
    ["nav", "footer", "aside"].some((name) => feature.tags.has(name)) ||
    landmarkRoles.some((role) => feature.roles.has(role))
  );
}

const shortText = 200;

/** Whether a block is never main text, whoever votes for it. */
export function isBoilerplate(feature: Features): boolean {
  if (feature.tags.has("nav") || feature.tags.has("footer")) return true;
  if (/\blorem ipsum\b/i.test(feature.text)) return true;
  // Votes, counters and page numbers; a number in a table or a heading has a name beside it.
  if (/^\W*\d{1,4}\W*$/.test(feature.text) && /^(?:paragraph|list-item)$/.test(feature.type)) return true;
  if (feature.text.length >= shortText) return false;
  if (/copyright|©|all rights reserved/i.test(feature.text)) return true;
  return /\b(?:author|button|menu|nav(?:bar|header|footer|igation)?|popup)\b/.test(feature.nearNames);
}

/** Names and classes of an element and the four above it, without digits: equal for things built by one template. */
export function signatureOf(element: Element): string {
  return ancestorsOf(element)
    .slice(0, 5)
    .map((above) => `${above.name}.${attributeOf(above, "class").trim().split(/\s+/).join(".")}`)
    .join("<")
    .replace(/\d+/g, "");
}
