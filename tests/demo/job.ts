// The main job as a rep does it, by the names on the buttons; each step ends when the screen shows that it is done.
import type { Frame, Locator, Page } from "@playwright/test";
import type { Kith } from "../e2e/extension.ts";
import type { WebmailName } from "../sandbox/webmail/sandbox.ts";

/** Somebody who writes for the first time, and what their signature says. */
export interface Stranger {
  webmail: WebmailName;
  threadId: string;
  name: string;
  title: string;
  company: string;
  /** Digits somewhere in the number as it is shown. */
  phone: string;
}

export const strangers: Record<WebmailName, Stranger> = {
  gmail: {
    webmail: "gmail",
    threadId: "aldermoor",
    name: "Priya Raman",
    title: "Head of Engineering",
    company: "Aldermoor Dairy",
    phone: "7946",
  },
  outlook: {
    webmail: "outlook",
    threadId: "eaux-claires",
    name: "Camille Rousselet",
    title: "Responsable des achats",
    company: "Eaux Claires",
    phone: "99 00 12 34",
  },
};

export interface Acquaintance {
  threadId: string;
  name: string;
  address: string;
}

/** Known before: worked with while the network is away. */
export const acquaintance: Record<WebmailName, Omit<Acquaintance, "address">> = {
  gmail: {
    threadId: "norvik-offer",
    name: "Anna Berg",
  },
  outlook: {
    threadId: "feldmann",
    name: "Jürgen Feldmann",
  },
};

/** A thread nobody has logged, which a connected mailbox brings; and somebody who is to be called. */
export const corresponded: Record<WebmailName, Acquaintance> = {
  gmail: { threadId: "seal-leak", name: "Henrik Dahl", address: "henrik.dahl@norvik.example" },
  outlook: { threadId: "seal-leak", name: "Ingrid Halvorsen", address: "ingrid@halvorsen-verft.example" },
};

const soon = { timeout: 10_000 };
const shown = (locator: Locator) => locator.first().waitFor({ state: "visible", ...soon });
const button = (frame: Frame, name: string | RegExp) => frame.getByRole("button", { name }).first();

export async function openMail(kith: Kith, webmail: WebmailName, threadId: string, page: Page): Promise<Frame> {
  await kith.openThread(webmail, threadId, page);
  return await kith.sidebar(page);
}

export async function seePeople(sidebar: Frame, name: string): Promise<void> {
  const list = sidebar.getByRole("list", { name: "People in this thread" });
  await shown(list.getByText(name));
}

export async function saveAsLead(sidebar: Frame): Promise<void> {
  await button(sidebar, "Save as lead").click(soon);
  await shown(sidebar.getByRole("button", { name: "Undo" }));
  await shown(sidebar.getByText("Lead", { exact: true }));
}

export async function seeFields(sidebar: Frame, { title, company, phone }: Stranger): Promise<void> {
  for (const words of [title, company]) await shown(sidebar.getByText(words));
  const digits = phone.replace(/\D/g, "").split("").join("\\D*");
  await shown(sidebar.getByText(new RegExp(digits)));
}

export async function logMessage(sidebar: Frame): Promise<void> {
  await button(sidebar, "Log message").click(soon);
  await shown(sidebar.getByRole("button", { name: "Un-log" }));
}

export async function remindTomorrow(sidebar: Frame): Promise<void> {
  await button(sidebar, "Remind me").click(soon);
  await sidebar.getByRole("radio", { name: "Call" }).check({ force: true, ...soon });
  await button(sidebar, /^Tomorrow/).click(soon);
  await shown(sidebar.getByText(/tomorrow/i));
}

export async function writeNote(sidebar: Frame, text: string): Promise<void> {
  await sidebar.getByRole("textbox", { name: /note/i }).first().fill(text, soon);
  await sidebar.getByRole("button", { name: "Add", exact: true }).last().click(soon);
  await shown(sidebar.getByText(text));
}

export const seeStatus = (sidebar: Frame, words: string | RegExp) => shown(sidebar.getByText(words));

/** A minute, which is the longest the background waits before it tries the server again. */
export const seeSaved = (sidebar: Frame) =>
  sidebar.getByText("All changes saved").first().waitFor({ state: "visible", timeout: 65_000 });
