import type { Context } from "hono";

/**
 * A property of Node's own request or response, which the adapter puts beside ours; undefined in a test without
 * sockets.
 */
export function nodeSide({ env }: Context, side: "incoming" | "outgoing", property: string): unknown {
  return propertyOf(propertyOf(env, side), property);
}

/** A property of what may be no object at all. */
export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
