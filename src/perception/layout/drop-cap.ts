import { overlapY } from "./geometry.ts";
import type { Word } from "./item.ts";

/** An initial is at least this much larger than its text; raised marks differ by less. */
export const initialScale = 1.9;
const reach = 0.6;

/**
 * Large initials that reach over several lines, put into the first of them: as high as its words, and right before the
 * rest of their word.
 *
 * Contract: `runs` are text runs in any order; a large letter beside a single line (a heading, a bracket) stays as it is.
 */
export function placeInitials(runs: readonly (readonly Word[])[]): readonly (readonly Word[])[] {
  const initials = runs.filter(isInitial);
  if (initials.length === 0) return runs;
  const placed = new Map<readonly Word[], readonly Word[]>();
  const used = new Set<readonly Word[]>();
  for (const initial of initials) {
    const [letter] = initial;
    const beside = letter ? runs.filter((run) => isBeside(letter, run)).sort((a, b) => topOf(a) - topOf(b)) : [];
    const [first, second] = beside;
    if (!letter || !first || !second || topOf(first) > letter.top + letter.size * 0.4) continue;
    used.add(initial);
    placed.set(first, [standing(letter, first), ...first]);
  }
  return runs.filter((run) => !used.has(run)).map((run) => placed.get(run) ?? run);
}

function isInitial(run: readonly Word[]): boolean {
  const [letter] = run;
  return run.length === 1 && letter !== undefined && /^["“«]?\p{Lu}$/u.test(letter.text);
}

/** Smaller text that begins right of the letter, and as high. */
function isBeside(letter: Word, run: readonly Word[]): boolean {
  const [first] = run;
  if (!first || first.size * initialScale > letter.size) return false;
  const gap = first.left - letter.right;
  return gap > -letter.size * 0.1 && gap < letter.size * reach && overlapY(letter, first) > first.size * 0.5;
}

function topOf([first]: readonly Word[]): number {
  return first?.top ?? Number.POSITIVE_INFINITY;
}

function standing(letter: Word, [first]: readonly Word[]): Word {
  if (!first) return letter;
  const isOneWord = /^\p{Ll}/u.test(first.text);
  const right = isOneWord ? first.left : Math.min(letter.right, first.left - first.size * 0.25);
  return { ...letter, top: first.top, bottom: first.bottom, size: first.size, right };
}
