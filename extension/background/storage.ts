// Layout and settings, in the extension's own storage.
import { browser } from "wxt/browser";
import { type Layout, layout, type Settings, settings } from "../config.ts";

async function read(key: string): Promise<unknown> {
  return (await browser.storage.local.get(key))[key] ?? {};
}

export const readLayout = async (): Promise<Layout> => layout.parse(await read("layout"));
export const readSettings = async (): Promise<Settings> => settings.parse(await read("settings"));

export async function changeLayout(change: Partial<Layout>): Promise<Layout> {
  const next = layout.parse({ ...(await readLayout()), ...change });
  await browser.storage.local.set({ layout: next });
  return next;
}

export async function changeSettings(change: Partial<Settings>): Promise<Settings> {
  const next = settings.parse({ ...(await readSettings()), ...change });
  await browser.storage.local.set({ settings: next });
  return next;
}
