import { expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createLog, type LogLevel } from "../../src/server/index.ts";
import { logEvent } from "../../src/server/log.ts";
import { createMetrics } from "../../src/server/metrics.ts";
import { secretsOf } from "../../src/server/public-text.ts";
import { toolSettingsOf } from "../../src/tools/index.ts";

const now = () => new Date("2026-05-04T10:00:00Z");
const env = {
  OPENAI_API_KEY: "sk-very-secret-key",
  EXHIBIT_WEBHOOK_KEY: "the-key-of-webhooks",
  EXHIBIT_SMTP_URL: "smtp://post:mail%20password@mail.example.org",
  EXHIBIT_MAIL_FROM: "exhibit@example.org",
  HOME: "/home/ana",
};
const toolServers = { far: { url: "https://far.example/mcp", token: "FAR" }, near: { command: "node", env: ["NEAR"] } };
const config = {
  ...loadConfig({ cwd: "/srv/exhibit", env }),
  tools: toolSettingsOf({ servers: toolServers }, "/srv/exhibit.config.json", {
    FAR: "far-away-token",
    NEAR: 'near"by-token',
  }),
};
const keys = [
  env.OPENAI_API_KEY,
  env.EXHIBIT_WEBHOOK_KEY,
  "mail%20password",
  "mail password",
  "far-away-token",
  'near"by-token',
];
const lines: string[] = [];
const logOf = (level: LogLevel) =>
  createLog({ level, write: (line) => lines.push(line), now, secrets: secretsOf(config) });

test("a log has one object a line, of the levels asked for", () => {
  logOf("warn")("info", "unheard");
  logOf("info")("warn", "heard\nwhole", { run: "r1" });
  expect(lines.splice(0)).toEqual([
    '{"at":"2026-05-04T10:00:00.000Z","level":"warn","message":"heard\\nwhole","run":"r1"}',
  ]);
});

test("no key, token or signature stands in a log", () => {
  const secret = "c2VjcmV0LXNlY3JldA";
  const told = [
    `Authorization: Bearer ${secret}`,
    `exh_0123456789ab_${secret}`,
    `/artifacts/r/report.pdf?expires=1&signature=${secret}`,
    `https://api.example/v1?api_key=${secret}&q=1`,
    `https://user:${secret}@example.org/`,
    `/api/shared/${secret}/report`,
    `eyJ${secret}.${secret}.${secret}`,
    `whsec_${secret}=`,
    ...keys.map((key) => `401 for ${key}`),
  ];
  for (const message of told) logOf("error")("error", message, { stack: `at ${message}` });
  const text = lines.splice(0).join("\n");
  expect(text).not.toContain(secret);
  for (const key of keys) expect(text).not.toContain(JSON.stringify(key).slice(1, -1));
  expect(text).toContain("exh_0123456789ab_…");
});

test("a log tells of runs by id, and nothing of what they are about", () => {
  const log = logOf("debug");
  const failure = {
    stage: "gather",
    target: "/srv/uploads/salaries.xlsx",
    code: "broken",
    message: "salaries.xlsx",
  } as const;
  logEvent(log, "r1", {
    type: "run-start",
    runId: "r1",
    runFolder: "/srv",
    question: "What about salaries?",
    resumed: false,
  });
  logEvent(log, "r1", { type: "failure", failure });
  logEvent(log, "r1", { type: "source-failed", failure });
  const text = lines.splice(0).join("\n");
  expect(text.match(/"run":"r1"/g)).toHaveLength(3);
  expect(text).not.toContain("salaries");
});

test("numbers tell of runs, delays, models and failures in the form of Prometheus", async () => {
  const metrics = createMetrics(() => ({ count: ({ statuses }) => (statuses.includes("queued") ? 1 : 0) }), now);
  const at = "2026-05-04T09:59:59.800Z";
  metrics.event({
    number: 1,
    at,
    event: {
      type: "model-end",
      stage: "plan",
      role: "plan",
      model: "m:x",
      inputTokens: 7,
      cachedTokens: 0,
      outputTokens: 3,
      costUsd: 0.25,
      durationMs: 5,
    },
  });
  metrics.request({ method: "GET", route: "/ok", status: 200, durationMs: 20 });
  const text = await metrics.text();
  for (const line of [
    'exhibit_runs{status="queued"} 1',
    'exhibit_event_delay_seconds_bucket{le="0.25"} 1',
    'exhibit_model_tokens_total{model="m:x",kind="output"} 3',
    'exhibit_model_cost_dollars_total{model="m:x"} 0.25',
    'exhibit_request_duration_seconds_bucket{le="0.025",method="GET",route="/ok",status="200"} 1',
  ])
    expect(text).toContain(line);
});
