import { createHmac } from "node:crypto";

/** The headers of a signed call, as the Standard Webhooks specification names them. */
export interface SignedHeaders {
  readonly "webhook-id": string;
  /** Seconds since 1970. */
  readonly "webhook-timestamp": string;
  /** `v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64. */
  readonly "webhook-signature": string;
  readonly "idempotency-key": string;
}

/** Signs a body. Contract: `secret` is `whsec_` and the key in Base64; the time is signed too, against replay. */
export function signWebhook(
  body: string,
  { id, at, secret }: { readonly id: string; readonly at: Date; readonly secret: string },
): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
    "idempotency-key": id,
  };
}

/** The secret of one briefing, derived from the server's key, so that receivers of one cannot forge another's calls. */
export function webhookSecret(key: string, briefing: { readonly tenant: string; readonly name: string }): string {
  const derived = createHmac("sha256", key).update(`webhook\n${briefing.tenant}\n${briefing.name}`).digest("base64");
  return `whsec_${derived}`;
}
