import type { ServerSettings } from "../../server-settings.ts";

/** Lets through so many at once and so many a minute for each key; the rest learns how long to wait. */
export interface TokenBuckets {
  /** Seconds to wait; 0 lets through. */
  take(key: string): number;
  /** The same without taking. */
  wait(key: string): number;
}

/** How fast a bucket fills, and how much it holds. */
export interface BucketOptions {
  /** Tokens that flow in, evenly. */
  readonly perMinute: number;
  /** Tokens that a full bucket holds. */
  readonly atOnce: number;
  readonly now: () => Date;
}

/** Keys that are kept; beyond them full buckets are forgotten, which costs nobody anything. */
const maxKeys = 10_000;

/** Of requests as the operator limits them: a quarter of what comes in a minute may come at once. */
export function requestBuckets({
  config,
  now,
}: {
  readonly config: { readonly server: Pick<ServerSettings, "requestsPerMinute"> };
  readonly now: () => Date;
}): TokenBuckets {
  const { requestsPerMinute: perMinute } = config.server;
  return createTokenBuckets({ perMinute, atOnce: Math.ceil(perMinute / 4), now });
}

/** Full at first, for any number of keys. */
export function createTokenBuckets({ perMinute, atOnce, now }: BucketOptions): TokenBuckets {
  const buckets = new Map<string, { left: number; at: number }>();
  const perMs = perMinute / 60_000;
  const bucketOf = (key: string) => {
    const at = now().getTime();
    const { left, at: before } = buckets.get(key) ?? { left: atOnce, at };
    return { left: Math.min(atOnce, left + Math.max(0, at - before) * perMs), at };
  };
  const waitOf = ({ left }: { readonly left: number }) => (left >= 1 ? 0 : Math.ceil((1 - left) / perMs / 1_000));
  const forgetFull = () => {
    for (const key of buckets.keys()) if (bucketOf(key).left >= atOnce) buckets.delete(key);
    // Whoever sends from more addresses than that is not counted by address.
    if (buckets.size >= maxKeys) buckets.clear();
  };
  return {
    take(key) {
      const bucket = bucketOf(key);
      const wait = waitOf(bucket);
      if (wait === 0) bucket.left -= 1;
      if (!buckets.has(key) && buckets.size >= maxKeys) forgetFull();
      buckets.set(key, bucket);
      return wait;
    },
    wait: (key) => waitOf(bucketOf(key)),
  };
}
