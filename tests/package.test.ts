// The built extension, as a store's reviewer would look at it (C9).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../.output/chrome-mv3", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const scripts = files.filter((file) => file.endsWith(".js"));
const pages = files.filter((file) => file.endsWith(".html"));
const manifest = JSON.parse(read("manifest.json"));

const found = (pattern: RegExp, among: string[]) =>
  among.flatMap((file) => [...read(file).matchAll(pattern)].map(({ 0: text }) => `${file}: ${text}`));

test("no code is made from text", () => {
  expect(found(/\beval\s*\(|\bnew Function\b|\bsetTimeout\s*\(\s*["'`]/g, scripts)).toEqual([]);
  // Zod compiles schemas where it may; a service worker's policy forbids it and Zod asks first. Nobody else does.
  const makers = found(/.{40}(?<![.\w])Function(?=[,;(]).{20}/g, scripts);
  expect(makers.filter((text) => !/Function\(``\)|\{let \w=Function,\w=this\?\.content/.test(text))).toEqual([]);
});

test("no script comes from elsewhere or stands in a page", () => {
  expect(found(/<script[^>]+src="(?:https?:)?\/\/[^"]*"/g, pages)).toEqual([]);
  expect(found(/<script(?![^>]*\ssrc=)[^>]*>/g, pages)).toEqual([]);
  expect(found(/\simport\(\s*["'`]https?:|importScripts\(/g, scripts)).toEqual([]);
  expect(found(/<[^>]+\son[a-z]+\s*=/g, pages)).toEqual([]);
});

test("no markup is written from a string but by Preact's own unused prop", () => {
  const writes = found(/.{0,40}\.(innerHTML|outerHTML)\s*=(?!=).{0,20}|insertAdjacentHTML|document\.write\(/g, scripts);
  expect(writes.filter((text) => !/innerHTML=\w+\.__html/.test(text))).toEqual([]);
});

test("the manifest asks for what is used and no more", () => {
  const permissions = ["alarms", "identity", "notifications", "storage", "unlimitedStorage"];
  expect([...manifest.permissions].sort()).toEqual(permissions);
  const code = scripts.map(read).join("\n");
  for (const api of ["alarms", "identity", "notifications", "storage"])
    expect(code, api).toMatch(new RegExp(`\\.${api}\\b`));
  expect(JSON.stringify(manifest)).not.toContain("<all_urls>");
  expect(manifest.host_permissions ?? []).toEqual([]);
  expect(manifest.externally_connectable).toBeUndefined();
  for (const resource of manifest.web_accessible_resources) expect(resource.use_dynamic_url).toBe(true);
  expect(manifest.content_security_policy.extension_pages).toMatch(/script-src 'self';/);
});

test("a content script is one file of at most 20 KB", () => {
  const entries: { js: string[]; world?: string }[] = manifest.content_scripts ?? [];
  expect(entries.length).toBeGreaterThan(0);
  for (const { js, world } of entries) {
    expect(world ?? "ISOLATED").toBe("ISOLATED");
    expect(js.length).toBe(1);
    for (const file of js) {
      expect(gzipSync(read(file)).length, file).toBeLessThanOrEqual(20_000);
      expect(read(file)).not.toMatch(/\bimport\s*\(|(^|[;}])import[\s{*"']/);
    }
  }
});
