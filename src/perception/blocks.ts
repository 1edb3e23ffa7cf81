import type { SourceBlock } from "../evidence/parsed-source.ts";
import type { Box } from "../report/index.ts";

type WithoutPlace<T> = T extends unknown ? Omit<T, "id" | "locator"> : never;

/** A block before it has an id and a heading path. */
export type BlockDraft = WithoutPlace<SourceBlock> & { readonly page?: number; readonly box?: Box };

/** Joins the headings of a section path. */
const sectionSeparator = " › ";

/**
 * Gives drafts their ids (`b1`, `b2`, …) and heading paths.
 *
 * Contract: keeps order; a heading stands in its own path; a top heading that only repeats `title` names no section.
 */
export function placeBlocks(drafts: readonly BlockDraft[], title = ""): readonly SourceBlock[] {
  const path: { level: number; text: string }[] = [];
  return drafts.map((draft, index) => {
    if (draft.type === "heading") {
      while ((path.at(-1)?.level ?? 0) >= draft.level) path.pop();
      if (!sameTitle(draft.text, title)) path.push({ level: draft.level, text: draft.text });
    }
    const section = path.map((heading) => heading.text).join(sectionSeparator);
    return place(draft, `b${index + 1}`, section);
  });
}

function place(draft: BlockDraft, id: string, section: string): SourceBlock {
  const { page, box, ...block } = draft;
  const locator = {
    ...(page === undefined ? {} : { page }),
    ...(section === "" ? {} : { section }),
    ...(box === undefined ? {} : { box }),
  };
  return { ...block, id, locator };
}

function sameTitle(heading: string, title: string): boolean {
  return title !== "" && heading.toLowerCase() === title.toLowerCase();
}
