/**
 * Matches any of `alternatives` as whole words, in any case; `*` stands for any ending.
 *
 * `unspaced` are alternatives of scripts without spaces, which stand anywhere.
 */
export function wordPattern(alternatives: string, unspaced?: string): RegExp {
  const whole = `(?<![\\p{L}\\p{N}])(?:${alternatives.replaceAll("*", "\\p{L}*")})(?![\\p{L}\\p{N}])`;
  return new RegExp(unspaced === undefined ? whole : `${whole}|${unspaced}`, "giu");
}

/** Whether a text holds what a pattern with the flag `g` matches, wherever it was used before. */
export function holds(text: string, pattern: RegExp): boolean {
  return text.search(pattern) >= 0;
}
