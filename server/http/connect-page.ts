// What a person reads who comes back from a vendor: what came of it, and what to do.
import type { MailboxFeature } from "#shared/mailbox.ts";
import type { Failure, Outcome } from "../connect/connect.ts";
import type { VendorName } from "../providers/vendor.ts";
import { Page } from "./route.ts";

export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  /** Whose guide tells an administrator what to do. */
  readonly guide?: VendorName;
}

const vendorWords: Readonly<Record<VendorName, string>> = { google: "Google", microsoft: "Microsoft" };

const featureWords: Readonly<Record<MailboxFeature, string>> = {
  mail: "reading mail",
  send: "sending mail",
  calendar: "the calendar",
};

const backToKith = "You can close this tab and go back to Kith.";
const again = "Go back to Kith and connect again.";

const failureWords: Readonly<Record<Failure, (vendor: string) => Words>> = {
  expired: () => ({
    title: "This link is used up",
    lines: ["It works once, for ten minutes, for the account it was made for.", again],
  }),
  denied: (vendor) => ({
    title: "Nothing was connected",
    lines: [`You did not allow it at ${vendor}. Kith works without, for what you click.`, backToKith],
  }),
  blocked: (vendor) => ({
    title: "Your administrator decides",
    lines: [
      `Your organisation lets its people connect only what an administrator has allowed at ${vendor}.`,
      "Ask them to allow Kith.",
    ],
  }),
  refused: (vendor) => ({ title: "Nothing was connected", lines: [`${vendor} did not say who you are.`, again] }),
  unavailable: (vendor) => ({
    title: `${vendor} did not answer`,
    lines: ["Nothing was connected. Wait a minute.", again],
  }),
  otherPerson: (vendor) => ({
    title: "This is another account",
    lines: [
      `You chose another account at ${vendor} than the mailbox that is to be connected again. Nothing was changed.`,
      "Go back to Kith, connect again and choose the same account; another mailbox is connected as a new one.",
    ],
  }),
  colleague: () => ({
    title: "A colleague has connected this mailbox",
    lines: [
      "A mailbox belongs to one member of a workspace, and this one is taken. Nothing was changed.",
      "Your colleague can remove it in Kith, with what it brought; then you can connect it.",
    ],
  }),
  notLasting: (vendor) => ({
    title: "Nothing was connected",
    lines: [`${vendor} gave access for an hour only.`, `Remove Kith from your account at ${vendor}. ${again}`],
  }),
  notMember: () => ({
    title: "Nothing was connected",
    lines: ["You are not a member of this workspace any more."],
  }),
};

function connectedWords({ address, missing, endsAt, vendor }: Extract<Outcome, { kind: "connected" }>): Words {
  const left = missing.map((feature) => featureWords[feature]).join(", ");
  const ends = endsAt?.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return {
    title: `${address} is connected`,
    ...(ends && { guide: vendor }),
    lines: [
      ...(left ? [`You did not allow ${left}. Everything else works; connect again to change that.`] : []),
      ...(ends
        ? [
            `${vendorWords[vendor]} ends this connection on ${ends}, since the app is in testing there. An administrator can change that.`,
          ]
        : []),
      backToKith,
    ],
  };
}

export function wordsOf(outcome: Outcome): Words {
  if (outcome.kind === "connected") return connectedWords(outcome);
  if (outcome.kind === "failed") {
    const { reason, vendor } = outcome;
    return { ...failureWords[reason](vendorWords[vendor]), ...(reason === "blocked" && { guide: vendor }) };
  }
  const { address, member } = outcome;
  return {
    title: "Whose mail is this?",
    lines: [
      `${address} is about to be connected to the Kith account of ${member.name} (${member.email}).`,
      "Go on only if that is you. If somebody sent you here, close this tab: nothing has been connected.",
    ],
  };
}

export function outcomePage(outcome: Outcome): Page {
  const status = outcome.kind === "failed" ? (outcome.reason === "unavailable" ? 503 : 403) : 200;
  return page(status, wordsOf(outcome), outcome.kind === "confirm" ? outcome.token : null);
}

export const troublePage = () =>
  page(503, { title: "Something went wrong here", lines: ["Nothing was connected.", again] }, null);

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function page(status: number, { title, lines, guide }: Words, token: string | null): Page {
  const paragraphs = [
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(guide
      ? [`<p><a href="/guide/${guide}">For administrators: how Kith is set up at ${vendorWords[guide]}</a></p>`]
      : []),
  ].join("\n      ");
  const button = `<noscript><p class="problem">This page needs JavaScript.</p></noscript>
      <button type="button" data-token="${escaped(token ?? "")}">Connect</button>`;
  return new Page(
    status,
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escaped(title)}</title>
    <link rel="stylesheet" href="/assets/account.css">
    <script src="/assets/connect.js" type="module"></script>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      ${paragraphs}
      ${token === null ? "" : button}
    </main>
  </body>
</html>
`,
  );
}
