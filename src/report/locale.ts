/** A language tag that `Intl` accepts for sure; English where the tag is malformed. */
export function localeOf(language: string): string {
  return /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(?![a-z0-9])/i.exec(language)?.[0] ?? "en";
}

/** The language of a tag without its script and region, in lower case: `zh` of `zh-Hant-TW` and of `zh_CN`. */
export const primaryOf = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? "";

/** Whether a language is written from right to left; a script that the tag names counts more than the language. */
export function isRightToLeft(language: string): boolean {
  const script = /^[a-z]{2,3}-([a-z]{4})(?:-|$)/i.exec(language)?.[1];
  if (script) return /^(?:arab|hebr|thaa|syrc|nkoo|adlm)$/i.test(script);
  return /^(ar|he|fa|ur|yi|ps|sd|ug|dv|ckb)(-|$)/i.test(language);
}
