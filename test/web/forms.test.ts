import { type CheerioAPI, load } from "cheerio";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { JobView, Offer, Settings } from "../../src/server/api-types.ts";
import { AttachmentList, type Attachments } from "../../src/web/attachments.tsx";
import { Conversation } from "../../src/web/conversation.tsx";
import { noProgress, type Progress } from "../../src/web/progress.ts";
import { SettingsForm, titleOf } from "../../src/web/settings-form.tsx";
import { turnsOf } from "../../src/web/use-thread.ts";

const draw = (element: ReactElement): CheerioAPI => load(renderToStaticMarkup(element));
const nothing = () => undefined;
const offer: Offer = {
  version: "1",
  genres: [
    { name: "research-report", description: "" },
    { name: "market-brief", description: "" },
  ],
  libraries: [{ name: "samples", documents: 4 }],
  search: ["arxiv", "hacker-news"],
  offline: false,
  models: [],
  formats: ["md", "html"],
  length: "standard",
  maxMinutes: 60,
  examples: [],
  maxUploadBytes: 1_000,
  features: { steer: true, briefings: true, edits: true },
};

describe("the options of a question", () => {
  const shown = (settings: Settings, change: Partial<Offer> = {}) =>
    draw(createElement(SettingsForm, { offer: { ...offer, ...change }, settings, onChange: nothing }));
  const chosen = ($: CheerioAPI) =>
    $("option[selected]")
      .map((_, one) => $(one).text())
      .get();
  const ticked = ($: CheerioAPI, legend: string) =>
    $(`legend:contains(${legend})`)
      .parent()
      .find("label:has(input[checked])")
      .map((_, one) => $(one).text())
      .get();

  test("are the server's until somebody chooses others", () => {
    const $ = shown({});
    expect(chosen($)).toEqual(["What the question asks for", "Standard", "Embedded analyst"]);
    expect(ticked($, "Files")).toEqual(["MD", "HTML"]);
    expect(ticked($, "Read from")).toEqual(["samples (4)"]);
    expect(ticked($, "Search")).toEqual(["Arxiv", "Hacker news"]);
    expect(
      $("input[type=number]")
        .map((_, one) => $(one).attr("placeholder"))
        .get(),
    ).toEqual(["60"]);
  });

  test("are those that were chosen, of each kind", () => {
    const $ = shown(
      {
        skill: "market-brief",
        length: "deep",
        model: "none",
        formats: ["html"],
        libraries: [],
        search: ["arxiv"],
        maxCostUsd: 2,
      },
      { models: ["test:large"] },
    );
    expect(chosen($)).toEqual(["Market brief", "Deep", "None: embedded analyst"]);
    expect([ticked($, "Files"), ticked($, "Read from"), ticked($, "Search")]).toEqual([["HTML"], [], ["Arxiv"]]);
    expect(
      $("input[type=number]")
        .map((_, one) => $(one).attr("value"))
        .get(),
    ).toContain("2");
  });

  test("offer no search where the server searches nothing, and no price without a model", () => {
    const $ = shown({}, { search: [] });
    expect(
      $("legend")
        .map((_, one) => $(one).text())
        .get(),
    ).not.toContain("Search");
    expect($("label").text()).not.toContain("USD");
  });

  test.each([
    ["hacker-news", "Hacker news"],
    ["arxiv", "Arxiv"],
    ["", ""],
  ])("%j is called %j", (name, title) => expect(titleOf(name)).toBe(title));
});

describe("what is attached", () => {
  const lines = (...list: Attachments["list"]) => {
    const $ = draw(
      createElement(AttachmentList, {
        attachments: { list, addFiles: nothing, addLink: () => true, remove: nothing, clear: nothing },
      }),
    );
    return $("li")
      .map((_, one) => $(one).text())
      .get();
  };

  test("is told as far as it has come", () => {
    expect(
      lines(
        { type: "link", key: "1", url: "https://example.org/a" },
        { type: "file", key: "2", name: "a.pdf" },
        { type: "file", key: "3", name: "b.pdf", id: "up-1" },
        { type: "file", key: "4", name: "c.pdf", problem: "c.pdf is larger than 5 MB." },
      ),
    ).toEqual(["https://example.org/a", "a.pdfuploading", "b.pdf", "c.pdf is larger than 5 MB."]);
    expect(lines()).toEqual([]);
  });
});

describe("a conversation", () => {
  const job = (status: JobView["status"], change: object = {}, runId = "r1") =>
    ({ id: `j-${runId}`, runId, threadId: "t1", question: `${runId}?`, status, ...change }) as JobView;
  const shown = (jobs: readonly JobView[], progress: Progress = noProgress, shownRunId?: string) =>
    draw(
      createElement(Conversation, {
        thread: { turns: turnsOf(jobs), progress, connection: "live", isLoading: false, reload: nothing },
        offer,
        shownRunId,
        onShow: nothing,
        onEdited: nothing,
      }),
    );
  const buttons = ($: CheerioAPI) =>
    $("button")
      .map((_, one) => $(one).text())
      .get();

  test.each<[JobView["status"], object, RegExp]>([
    ["done", {}, /The report is ready\./],
    ["done", { outcome: "partial" }, /The report is partial: its limits say what is missing/],
    ["failed", { message: "The model refused." }, /The model refused\./],
    ["failed", {}, /the server's log says why/],
    ["cancelled", {}, /Discarded\. Ask again below\./],
    ["waiting", {}, /Opening the plan/],
    ["queued", {}, /Waiting for its turn/],
    ["paused", {}, /Paused\. Everything that was read is kept\./],
  ])("that is %s %j says so", (status, change, text) => expect(shown([job(status, change)]).text()).toMatch(text));

  test("offers what can be done with a run, and nothing that cannot", () => {
    expect(buttons(shown([job("running")]))).toEqual(["Pause", "Finish now", "Add"]);
    expect(buttons(shown([job("paused")]))).toEqual(["Go on"]);
    expect(buttons(shown([job("done")]))).toEqual(["Read the report"]);
    expect(buttons(shown([job("cancelled")]))).toEqual([]);
  });

  test("shows the work of its last run only, and lets skip what is being read", () => {
    const reading = ["/docs/a.pdf", "https://example.org/b/c.html"];
    const $ = shown([job("done"), job("running", {}, "r2")], { ...noProgress, reading });
    expect(
      $("h2")
        .map((_, one) => $(one).text())
        .get(),
    ).toEqual(["r1?", "r2?"]);
    expect($("section[aria-label=Progress]")).toHaveLength(1);
    expect(
      $("[aria-label='Being read'] li")
        .map((_, one) => $(one).text())
        .get(),
    ).toEqual(["Skip a.pdf", "Skip example.org › c.html"]);
  });

  test("lets the report that is shown be changed, and no other", () => {
    const jobs = [job("done"), job("done", {}, "r2")];
    expect(shown(jobs)("[aria-label='Change the report']")).toHaveLength(0);
    expect(shown(jobs, noProgress, "r1")("li").first().find("[aria-label='Change the report']")).toHaveLength(1);
  });
});
