import type { Context } from "hono";
import { nodeSide, propertyOf } from "./node-side.ts";

/** The address that a request comes from; behind the operator's proxy, the one that the proxy saw. */
export function clientAddress(context: Context, { trustProxy }: { readonly trustProxy: boolean }): string {
  const forwarded = trustProxy ? context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || socketAddress(context) || "unknown";
}

function socketAddress(context: Context): string | undefined {
  const address = propertyOf(nodeSide(context, "incoming", "socket"), "remoteAddress");
  return typeof address === "string" ? address : undefined;
}
