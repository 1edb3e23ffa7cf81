/**
 * The place at or before `at` where a text can be cut.
 *
 * Contract: never between the two units of one letter, because half a letter is none: other languages than ours refuse
 * a text that holds it, and put together again the halves stay apart there.
 */
export function letterEdge(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return at < text.length && unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}
