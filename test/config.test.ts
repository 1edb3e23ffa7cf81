import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../src/config.ts";

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "exhibit-config-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const write = (value: unknown) =>
  writeFileSync(join(cwd, "exhibit.config.json"), typeof value === "string" ? value : JSON.stringify(value));

test("has defaults for everything", () => {
  const config = loadConfig({ cwd, env: {} });
  expect(config).toMatchObject({ out: join(cwd, "outputs"), length: "standard", library: [], allowAddresses: [] });
  expect(config.formats).toEqual(["md", "html", "pdf", "docx", "pptx"]);
});

test("flags go over environment, environment over file, file over defaults", () => {
  write({ out: "from-file", length: "brief" });
  expect(loadConfig({ cwd, env: {} })).toMatchObject({ out: join(cwd, "from-file"), length: "brief" });
  expect(loadConfig({ cwd, env: { EXHIBIT_OUT: "from-env" } }).out).toBe(join(cwd, "from-env"));
  expect(loadConfig({ cwd, env: { EXHIBIT_OUT: "from-env" }, out: "from-flag" }).out).toBe(join(cwd, "from-flag"));
});

test("keys of providers come from the environment", () => {
  const { providerSettings } = loadConfig({ cwd, env: { TAVILY_API_KEY: "secret" } });
  expect(providerSettings.tavily).toEqual({ apiKey: "secret" });
});

test("an unknown key names the file and the key", () => {
  write({ lenght: "brief" });
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/exhibit\.config\.json.*lenght/s);
});

test("a wrong value names the key", () => {
  write({ length: "long" });
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/length/);
});

test("text that is not JSON is an error of configuration", () => {
  write("{oops");
  expect(() => loadConfig({ cwd, env: {} })).toThrow(expect.objectContaining({ code: "BAD_CONFIG" }));
});

test.each(["search", "fallbacks"])("an unknown provider in %s is named with those there are", (key) => {
  write({ [key]: ["gopher"] });
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/gopher; there are: wikipedia/);
  write({ [key]: ["wikipedia"] });
  expect(loadConfig({ cwd, env: {} })).toMatchObject({ [key]: ["wikipedia"] });
});

test("a folder of runs below a file is no matter of configuration: writing there says what is wrong", () => {
  writeFileSync(join(cwd, "plain-file"), "");
  expect(loadConfig({ cwd, out: "plain-file/runs", env: {} }).out).toBe(join(cwd, "plain-file", "runs"));
});

test("paths of the file are those of its folder, wherever the program runs", () => {
  write({ out: "../elsewhere", library: ["docs", "/data/reports"] });
  const { out, home, library } = loadConfig({ cwd, env: {} });
  expect(out).toBe(join(cwd, "..", "elsewhere"));
  expect(home).toBe(join(out, ".exhibit"));
  expect(library).toEqual([join(cwd, "docs"), "/data/reports"]);
});

test.each([
  [{ maxSources: 1.5 }, /maxSources/],
  [{ maxSources: 0 }, /maxSources/],
  [{ maxMinutes: -1 }, /maxMinutes/],
  [{ formats: [] }, /formats/],
  [{ formats: ["odt"] }, /formats/],
  [{ library: "docs" }, /library/],
  [{ out: "" }, /out/],
  [{ allowAddresses: ["localhost 8080"] }, /allowAddresses/],
  [[], /object/],
  ["null", /object/],
] as const)("%j is refused by the name of its key", (value, message) => {
  write(value);
  expect(() => loadConfig({ cwd, env: {} })).toThrow(message);
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/exhibit\.config\.json cannot be used/);
});

test("an empty variable of a provider is as good as none: the file's setting stands", () => {
  write({ providers: { searxng: { baseUrl: "http://localhost:8080" } } });
  const settings = (env: Record<string, string>) => loadConfig({ cwd, env }).providerSettings.searxng;
  expect(settings({ SEARXNG_URL: "" })).toEqual({ baseUrl: "http://localhost:8080" });
  expect(settings({ SEARXNG_URL: "http://other" })).toEqual({ baseUrl: "http://other" });
});

test("an empty variable of Exhibit itself is none: it does not make the working folder that of the runs", () => {
  write({ out: "from-file", contact: "me@example.org" });
  const config = loadConfig({ cwd, env: { EXHIBIT_OUT: "", EXHIBIT_CONTACT: "" } });
  expect(config).toMatchObject({ out: join(cwd, "from-file"), contact: "me@example.org" });
});

test("the server is reached by addresses, which the environment says before the file", () => {
  write({
    server: { publicUrls: ["https://a.example/path", "http://b.example:80"], allowOrigins: ["https://c.example/"] },
  });
  const server = (env: Readonly<Record<string, string>>) => loadConfig({ cwd, env }).server;
  expect(server({}).publicOrigins).toEqual(["https://a.example", "http://b.example"]);
  expect(server({ EXHIBIT_PUBLIC_URL: "https://d.example/x?y" }).publicOrigins).toEqual(["https://d.example"]);
  expect([...server({}).allowedOrigins]).toEqual(["https://c.example"]);
  expect(server({ EXHIBIT_OIDC_ISSUER: "https://id.example" }).oidc).toBeUndefined();
  expect(server({ EXHIBIT_OIDC_ISSUER: "https://id.example", EXHIBIT_OIDC_AUDIENCE: "exhibit" }).oidc).toMatchObject({
    issuer: "https://id.example",
    tenantClaim: "sub",
    scopePrefix: "",
  });
});

test.each([
  [{ EXHIBIT_PUBLIC_URL: "research.example.org" }, /EXHIBIT_PUBLIC_URL takes an http or https address/],
  [{ EXHIBIT_PUBLIC_URL: "ftp://research.example.org" }, /EXHIBIT_PUBLIC_URL/],
  [{ EXHIBIT_OIDC_ISSUER: "id.example", EXHIBIT_OIDC_AUDIENCE: "exhibit" }, /EXHIBIT_OIDC_ISSUER/],
  [{ EXHIBIT_SMTP_URL: "mail.example:25", EXHIBIT_MAIL_FROM: "a@example.org" }, /EXHIBIT_SMTP_URL/],
  [{ EXHIBIT_SMTP_URL: "https://u:secret@mail.example", EXHIBIT_MAIL_FROM: "a@example.org" }, /EXHIBIT_SMTP_URL/],
  [{ EXHIBIT_SMTP_URL: "smtp://mail.example" }, /EXHIBIT_MAIL_FROM/],
])("%j is refused by the name of its variable, without its secret", (env, why) => {
  const load = () => loadConfig({ cwd, env });
  expect(load).toThrow(expect.objectContaining({ code: "BAD_CONFIG", message: expect.stringMatching(why) }));
  expect(load).not.toThrow(/secret/);
});

test("mail is sent as the environment or the file says", () => {
  write({ mail: { url: "smtp://a.example", from: "a@example.org", allow: ["@example.org"] } });
  expect(loadConfig({ cwd, env: {} }).mail).toEqual({
    url: "smtp://a.example",
    from: "a@example.org",
    allow: ["@example.org"],
  });
  expect(loadConfig({ cwd, env: { EXHIBIT_SMTP_URL: "smtps://b.example" } }).mail?.url).toBe("smtps://b.example");
});
