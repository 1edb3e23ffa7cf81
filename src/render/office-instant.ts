/** An instant as the properties of Office files write it, to the second; the epoch when it is no date. */
export function officeInstant(iso: string): string {
  const date = new Date(iso);
  const known = Number.isNaN(date.getTime()) ? new Date(0) : date;
  return known.toISOString().replace(/\.\d+Z$/, "Z");
}
