/** The longest of ever shorter beginnings of a list that fits; each is a tenth shorter than the one before. */
export function shrunk<Item>(items: readonly Item[], fits: (items: readonly Item[]) => boolean): readonly Item[] {
  let some = items;
  while (some.length > 0 && !fits(some)) some = some.slice(0, Math.floor(some.length * 0.9));
  return some;
}
