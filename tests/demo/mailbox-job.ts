// A mailbox as a rep connects it, and what follows from it, by the names on the buttons.
import type { BrowserContext, Frame, Page } from "@playwright/test";

const soon = { timeout: 30_000 };
/** An import of the demo's mail, and the minute a background tick may take. */
const later = { timeout: 70_000 };

export interface VendorPages {
  /** As the button says it. */
  readonly name: "Google" | "Microsoft";
  /** What is pressed on the vendor's own pages, in order, for the mailbox named. */
  allow(page: Page, address: string): Promise<void>;
}

export const vendorPages: Readonly<Record<"gmail" | "outlook", VendorPages>> = {
  gmail: {
    name: "Google",
    allow: async (page, address) => {
      await page.getByRole("button", { name: address }).click(soon);
      await page.getByRole("button", { name: "Allow" }).click(soon);
    },
  },
  outlook: {
    name: "Microsoft",
    allow: async (page, address) => {
      await page.getByRole("button", { name: address }).click(soon);
      await page.getByRole("button", { name: "Accept" }).click(soon);
    },
  },
};

/** From the settings to the vendor and back. */
export async function connectMailbox(page: Page, context: BrowserContext, vendor: VendorPages, address: string) {
  const another = page.getByRole("button", { name: "Connect another mailbox" });
  const button = page.getByRole("button", { name: `Connect ${vendor.name}` });
  await another
    .or(button)
    .first()
    .waitFor({ state: "visible", ...soon });
  if (!(await button.isVisible())) await another.click(soon);
  const [theirs] = await Promise.all([context.waitForEvent("page", soon), button.click(soon)]);
  await vendor.allow(theirs, address);
  await theirs.getByText(`${address} is connected`).first().waitFor(soon);
  await theirs.close();
}

export async function chooseWhatToImport(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "1 year" }).check({ force: true, ...soon });
  await page.getByRole("radio", { name: "Everything" }).check({ force: true, ...soon });
  await page.getByText(/about \d+ messages/).waitFor(soon);
}

export async function startImport(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start", exact: true }).click(soon);
  await page.getByText("Everything is here").last().waitFor(later);
}

export async function seeLedger(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /why each message is here/i })
    .first()
    .click(soon);
  await page.getByText("Left out: nobody in it is saved").first().waitFor(soon);
}

/** The mail of a thread nobody has logged: marked beside it. */
export async function seeFound(sidebar: Frame): Promise<void> {
  await sidebar
    .getByText("By itself: it is in a connected mailbox")
    .first()
    .waitFor({ state: "visible", ...later });
}

export async function openNextCall(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`Next.*${name}`, "s") }).click(later);
  await page.getByRole("heading", { name }).first().waitFor(soon);
}

export async function sayReached(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Reached/ })
    .first()
    .click(soon);
  await page.getByRole("button", { name: "Undo" }).waitFor(soon);
}
