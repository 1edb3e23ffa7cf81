/** Values by key, as many as there is room for; those that were asked for last stay. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** Room for values that weigh `most` together; each weighs 1 unless told otherwise. */
export function createRecent<Value>({
  most,
  weightOf = () => 1,
}: {
  readonly most: number;
  readonly weightOf?: (value: Value) => number;
}): Recent<Value> {
  // In order of use: a map keeps the order in which its keys were set.
  const kept = new Map<string, Value>();
  let weight = 0;
  const remove = (key: string): Value | undefined => {
    const value = kept.get(key);
    if (value === undefined) return undefined;
    kept.delete(key);
    weight -= weightOf(value);
    return value;
  };
  const add = (key: string, value: Value): void => {
    kept.set(key, value);
    weight += weightOf(value);
  };
  return {
    get(key) {
      const value = remove(key);
      if (value !== undefined) add(key, value);
      return value;
    },
    set(key, value) {
      remove(key);
      add(key, value);
      for (const oldest of kept.keys()) {
        if (weight <= most) return;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
