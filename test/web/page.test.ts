import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { pageRoutes } from "../../src/server/routes/page.ts";

const folder = join(packageRoot, "dist", "web");
const assets = readdirSync(join(folder, "assets"));

describe("the built page", () => {
  test("is under 300 KB apart from the reader of PDF files, which the page itself does not name", () => {
    const own = ["index.html", ...assets.filter((name) => !name.startsWith("pdf-")).map((name) => `assets/${name}`)];
    const bytes = own.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
    expect(bytes).toBeLessThan(300 * 1024);
    expect(readFileSync(join(folder, "index.html"), "utf8")).not.toContain("pdf-");
  });

  test("holds no script, and a policy that allows none", async () => {
    const response = await pageRoutes().request("/");
    const text = await response.text();
    expect([...text.matchAll(/<script[^>]*>([^<]*)</g)].map(([, inline]) => inline)).toEqual([""]);
    expect(text).not.toMatch(/https?:\/\/|\son\w+=|<style/);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test("serves its own files for good and nothing else", async () => {
    const script = assets.find((name) => name.endsWith(".js"));
    const response = await pageRoutes().request(`/assets/${script}`);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("cache-control")).toContain("immutable");
    for (const path of ["/assets/..%2f.stamp", "/assets/.stamp", "/assets/none.js", "/assets/..%2f..%2fpackage.json"])
      expect((await pageRoutes().request(path)).status).toBe(404);
  });

  test("says how to build it where it is not built", async () => {
    const response = await pageRoutes("/nowhere").request("/");
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining("npm run build") } });
  });
});
