import { z } from "zod";

/** A list of which the entries that fit are kept: one odd entry must not cost a whole answer. */
export function lenientArray<Schema extends z.ZodType>(
  entry: Schema,
): z.ZodType<readonly z.output<Schema>[], readonly unknown[] | null | undefined> {
  return z
    .array(z.unknown())
    .nullish()
    .transform((entries) =>
      (entries ?? []).flatMap((value) => {
        const parsed = entry.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}
