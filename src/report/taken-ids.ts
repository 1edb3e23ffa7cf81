const taken =
  /^(?:overview|summary|contents|report|sources|conflicts|limitations|verification|delta|page-pictures|evidence-\w+)$|-(?:chart|table|figure)\d*$/i;

/** Whether a report gives this id to a part or a visual of its own, so that no section may have it. */
export function isTakenId(id: string): boolean {
  return taken.test(id);
}
