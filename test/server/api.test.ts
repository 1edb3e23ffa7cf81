import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  ComparisonView,
  EvidenceView,
  JobView,
  Offer,
  PlanView,
  ReportView,
  RunSummary,
  Share,
  SourcePreview,
  UploadView,
} from "../../src/server/api-types.ts";
import { createArtifactLinks } from "../../src/server/artifact-links.ts";
import { createApp, type ServerServices } from "../../src/server/index.ts";
import { requestOf } from "../../src/server/settings.ts";
import { type TemporaryJobs, temporaryJobs } from "../support/temporary-jobs.ts";

let queue: TemporaryJobs;
let services: ServerServices;
let runId: string;
let tenant = "local";
const errors: unknown[] = [];

const ask = (path: string, init?: RequestInit) =>
  createApp(services, (error) => errors.push(error)).request(path, init);
const json = async <Value>(path: string, init?: RequestInit): Promise<Value> => {
  const response = await ask(path, init);
  expect([200, 201]).toContain(response.status);
  return (await response.json()) as Value;
};
const post = (body = ""): RequestInit => ({ method: "POST", body });
const ended = (id: string) => queue.jobs.ended(id, new AbortController().signal);

beforeAll(async () => {
  queue = await temporaryJobs();
  const { jobs, config } = queue;
  const now = () => new Date("2026-05-04T10:00:00Z");
  services = {
    jobs,
    links: await createArtifactLinks(config.home, now),
    config,
    limits: { libraries: { docs: join(config.out, "docs") }, offline: true, search: [], models: undefined },
    authenticate: async (request) =>
      request.headers.has("x-nobody") ? undefined : { tenant, name: "test", scopes: new Set(["read", "run"]) },
    now,
  };
  const job = await queue.submit();
  runId = job.runId;
  expect(await ended(job.id)).toMatchObject({ status: "done" });
});
afterAll(() => queue.close());

describe("a finished run", () => {
  test("gives its report with everything numbered, and tells nobody where files lie", async () => {
    const text = await (await ask(`/api/runs/${runId}/report`)).text();
    const view = JSON.parse(text) as ReportView;
    expect(view.bibliography.map(({ number }) => number)).toEqual(view.bibliography.map((_, index) => index + 1));
    expect(Object.keys(view.citationNumbers)).not.toEqual([]);
    expect(text).not.toContain(queue.config.out);
  });

  test("shows a piece of evidence in its context, with the claims that rest on it", async () => {
    const { citationNumbers, report } = await json<ReportView>(`/api/runs/${runId}/report`);
    const cell = report.evidence.find(({ id, content }) => content.type === "cell" && id in citationNumbers);
    const view = await json<EvidenceView>(`/api/runs/${runId}/evidence/${cell?.id}`);
    const { surroundings } = view;
    if (surroundings?.type !== "table" || cell?.content.type !== "cell") throw new Error("a cell stands in a table");
    const [row, column] = surroundings.cell;
    expect(surroundings.rows[row]?.[column]).toBe(cell.content.value);
    expect(view.checks.length).toBeGreaterThan(0);
    expect((await ask(`/api/runs/${runId}/evidence/ev-none`)).status).toBe(404);
  });

  test("gives originals and files as what opens nothing by itself", async () => {
    const { report } = await json<ReportView>(`/api/runs/${runId}/report`);
    const original = await ask(`/api/runs/${runId}/sources/${report.sources[0]?.id}/original`);
    expect(original.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(original.headers.get("content-security-policy")).toContain("sandbox");
    const file = await ask(`/api/runs/${runId}/artifacts/report.md`);
    expect(file.headers.get("content-disposition")).toContain('attachment; filename="report.md"');
    expect(await file.text()).toContain("Norda");
    expect((await ask(`/api/runs/${runId}/artifacts/run.json`)).status).toBe(404);
    expect((await ask(`/api/runs/${runId}/artifacts/..%2Frun.json`)).status).toBe(404);
  });

  test("draws its charts, and pictures what it read", async () => {
    const [source] = (await queue.jobs.feed.read(runId, 0)).flatMap(({ event }) =>
      event.type === "source-read" && event.target.endsWith("norda.html") ? [event] : [],
    );
    const preview = await json<SourcePreview>(`/api/runs/${runId}/read/${source?.sourceId}`);
    expect(preview).toMatchObject({ title: "Norda annual accounts 2022", hasThumbnail: false });
    expect(preview.lead).toContain("Norda makes ferries");
    expect((await ask(`/api/runs/${runId}/read/src-none`)).status).toBe(404);
    expect((await ask(`/api/runs/${runId}/charts/none`)).status).toBe(404);
  });

  test("is found again by the words of its report", async () => {
    const [found, ...others] = await json<RunSummary[]>("/api/runs?query=sulvik%20revenue");
    expect(found).toMatchObject({ runId, status: "done" });
    expect(found?.excerpt?.toLowerCase()).toMatch(/sulvik|revenue/);
    expect(others).toEqual([]);
    expect(await json<RunSummary[]>("/api/runs?query=geothermal%20nowhere")).toEqual([]);
  });

  test("is the same as itself when compared", async () => {
    const view = await json<ComparisonView>(`/api/compare?before=${runId}&after=${runId}`);
    expect(view).toMatchObject({ added: [], gone: [], changed: [] });
    expect(view.same).toBeGreaterThan(0);
  });

  test("is nobody else's", async () => {
    tenant = "another";
    for (const path of ["report", "artifacts", "shares", "evidence/ev-1", "read/src-1"])
      expect((await ask(`/api/runs/${runId}/${path}`)).status).toBe(404);
    expect((await ask(`/api/compare?before=${runId}&after=${runId}`)).status).toBe(404);
    expect(await json<RunSummary[]>("/api/runs")).toEqual([]);
    tenant = "local";
  });
});

describe("a link to a report", () => {
  test("opens it for whoever has it, until it is revoked", async () => {
    const share = await json<Share & { token: string }>(`/api/runs/${runId}/shares`, post());
    const anybody = { headers: { "x-nobody": "1" } };
    const shared = (path: string) => ask(`/api/shared/${share.token}/${path}`, anybody);
    expect(((await (await shared("report")).json()) as ReportView).report.question).toContain("Norda");
    expect((await shared("artifacts/report.md")).status).toBe(200);
    expect((await ask(`/api/runs/${runId}/report`, anybody)).status).toBe(401);
    expect(await json<Share[]>(`/api/runs/${runId}/shares`)).toMatchObject([{ id: share.id, target: runId }]);
    expect((await ask(`/api/shares/${share.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await shared("report")).status).toBe(404);
    expect((await ask(`/api/shares/${share.id}`, { method: "DELETE" })).status).toBe(404);
  });
});

describe("a run with a plan to approve", () => {
  test("shows the plan, takes an edited one and follows it", async () => {
    const job = await queue.submit({ approval: "ask" });
    expect(await ended(job.id)).toMatchObject({ status: "waiting" });
    const plan = await json<PlanView>(`/api/jobs/${job.id}/plan`);
    expect(plan.forecast?.sources).toBeGreaterThan(0);
    const [first] = plan.subQuestions;
    const edited = { subQuestions: [first, { question: "Why did the heat sales of Velden grow?" }] };
    const command = JSON.stringify({ assistant_id: "research", command: { resume: edited } });
    const next = await json<{ run_id: string }>(`/threads/${queue.thread.id}/runs`, post(command));
    expect(await ended(next.run_id)).toMatchObject({ status: "done" });
    const { report } = await json<ReportView>(`/api/runs/${job.runId}/report`);
    expect(JSON.stringify(report)).toContain("by-law");
    const jobs = await json<JobView[]>(`/api/jobs?thread=${queue.thread.id}`);
    expect(jobs.slice(-2).map(({ status }) => status)).toEqual(["waiting", "done"]);
    expect(jobs[0]).not.toHaveProperty("tenant");
  });

  test("is cancelled before it begins", async () => {
    const job = await queue.submit({ approval: "ask" });
    await ask(`/api/jobs/${job.id}/cancel`, post());
    expect(await ended(job.id)).toMatchObject({ status: "cancelled" });
    tenant = "another";
    expect((await ask(`/api/jobs/${job.id}/cancel`, post())).status).toBe(404);
    tenant = "local";
  });
});

describe("an upload", () => {
  const upload = (name: string, body: string | Uint8Array<ArrayBuffer>) =>
    ask(`/api/uploads?name=${encodeURIComponent(name)}`, { method: "POST", body });

  test("is a document that a run may read", async () => {
    const response = await upload(
      "../../ferry note.md",
      "# Ferries\n\nThe ferry to Sulvik carried 12,000 people in 2022.\n",
    );
    expect(response.status).toBe(201);
    const { id, name } = (await response.json()) as UploadView;
    expect(name).toBe("ferry note.md");
    const [folder = ""] = requestOf("How many?", { uploads: [id], libraries: [] }, { ...services, tenant }).library;
    expect(await readFile(join(folder, name), "utf8")).toContain("12,000 people");
    for (const [upload, of] of [
      ["00000000-0000-4000-8000-000000000000", tenant],
      [id, "another"],
    ] as const)
      expect(() => requestOf("How many?", { uploads: [upload] }, { ...services, tenant: of })).toThrow(
        /upload it again/,
      );
  });

  test("is refused when it is empty or nothing that can be read, whatever its name says", async () => {
    expect((await upload("empty.pdf", "")).status).toBe(422);
    const form = new FormData();
    form.append("file", new Blob(["# Notes"]), "notes.md");
    expect((await ask("/api/uploads", { method: "POST", body: form })).status).toBe(415);
    expect((await upload("report.pdf", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]))).status).toBe(415);
  });
});

test("the offer names what a user may choose", async () => {
  const offer = await json<Offer>("/api/offer");
  expect(offer).toMatchObject({ offline: true, models: [], search: [], libraries: [{ name: "docs", documents: 5 }] });
  expect(offer.genres.map(({ name }) => name)).toContain("comparison");
  expect(offer.examples).toHaveLength(3);
  expect(errors).toEqual([]);
});
