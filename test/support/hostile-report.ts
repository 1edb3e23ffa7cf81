import type { Report } from "../../src/report/index.ts";
import { sampleReport } from "./sample-report.ts";

/** Strings that must never become markup, script, style, link or formula in any format. */
export const payloads = [
  '<script>window.pwned = "script"</script>',
  '"><img src=x onerror="window.pwned=1">',
  "</style><svg onload=window.pwned=1>",
  "[click](javascript:window.pwned=1) ![x](https://evil.example/x.png)",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on template engines
  "{{constructor.constructor('window.pwned=1')()}} ${window.pwned=1}",
  "| a | b |\n| --- | --- |\n# heading\n- item",
  '=HYPERLINK("https://evil.example","x")',
  "]]></title><a href='javascript:alert(1)' onclick='alert(2)'>x</a>",
  "\u0000\u0008\ufffe control \ud800 lone",
] as const;

export const hostileText = payloads.join(" ");

const dangerousUrls = [
  "javascript:window.pwned=1",
  " jav\tascript:alert(1)",
  "data:text/html,<script>1</script>",
  "file:///etc/passwd",
  "vbscript:x",
  "//evil.example/x",
] as const;

/** The sample report with every text, address and file name replaced by an attack; ids stay, so that links resolve. */
export function hostileReport(): Report {
  let count = 0;
  const attack = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => attack(key, item));
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, attack(name, child)]));
    }
    if (typeof value !== "string" || keptKeys.has(key)) return value;
    if (key === "url") return dangerousUrls[count++ % dangerousUrls.length];
    return hostileText;
  };
  return attack("", sampleReport) as Report;
}

const keptKeys = new Set([
  "id",
  "type",
  "mark",
  "tone",
  "align",
  "support",
  "step",
  "place",
  "sourceId",
  "assetId",
  "tableId",
  "targetId",
  "evidenceIds",
  "subQuestionIds",
  "language",
  "created",
  "fetched",
  "published",
  "mediaType",
  "sha256",
]);
