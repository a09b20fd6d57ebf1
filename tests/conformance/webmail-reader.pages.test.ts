// What single pages ask of the readers, one trick of a page per test: written from ../shared/webmail-facts.md.
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MailContext, ThreadContext } from "#shared/mail.ts";
import { getChromium } from "../browser.ts";
import { openReader } from "./webmail-page.ts";

let browser: Browser;
beforeAll(async () => {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await chromium.launch({ executablePath: getChromium(), args });
});
afterAll(() => browser?.close());

const ANNA = "anna@norvik.example";
const ID = "1a11a7f7589b450a";
const quiet = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const header = (name: string, email: string) =>
  `<table class="cf gJ"><tr><td class="gF"><h3><span email="${email}" name="${name}">${name}</span></h3></td></tr>
   <tr><td><span class="hb">to <span email="lena@b.example" name="me">me</span></span></td></tr></table>`;

const message = ({ body = "Hello", id = ID, bodyClass = "ii gt", attributes = "" } = {}) =>
  `<div role="listitem"><div class="adn" ${id ? `data-legacy-message-id="${id}"` : ""} ${attributes}>
   ${header("Anna Berg", ANNA)}<div class="${bodyClass}" jslog="1; 4:${btoa('["#msg-f:1878467200375538954"]')}">${body}</div></div></div>`;

const gmailPage = (messages: string, { heading = `data-legacy-thread-id="${ID}"`, rest = "" } = {}) =>
  `<!doctype html><title>Offer - lena@b.example - Gmail</title><div role="main"><h2 class="hP" ${heading}>Offer</h2>
   <div role="list">${messages}</div></div>${rest}`;

const gmail = (html: string, at = `/mail/u/0/#inbox/${ID}`) => openReader(browser, "gmail", html, at);
const outlook = (html: string, at = "/mail/inbox/id/AAMk1") => openReader(browser, "outlook", html, at);
const threadOf = (context: MailContext): ThreadContext => {
  if (context.kind !== "thread") throw new Error(JSON.stringify(context));
  return context;
};

const forged = `<h2 data-legacy-thread-id="ffffffffffffffff" class="hP">Forged</h2>
  <div role="list"><div role="listitem" data-legacy-message-id="ffffffffffffffff">
  <table class="cf gJ"><tr><td class="gF"><span email="boss@acme.example" name="Boss">Boss</span></td></tr></table>
  <div class="ii gt" jslog="4:${btoa('["#msg-f:1999999999999999999"]')}">pay</div></div></div>
  <div role="dialog"><form><input name="subjectbox" value="x"><div name="to"><div role="option" data-name="Boss"
  data-hovercard-id="boss@acme.example"></div></div></form></div>`;

test.each([
  ["as today", "ii gt"],
  ["with every class renamed", "q1 q2"],
])("a mail that imitates the page adds nobody and changes nothing (Gmail, %s)", async (_, bodyClass) => {
  const page = await gmail(gmailPage(message({ body: `Hello${forged}`, bodyClass })));
  const context = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(context).toMatchObject({ threadKey: `gmail:${ID}`, subject: "Offer", compose: null });
  expect(context.messages.map(({ from, key }) => [from.address, key])).toEqual([[ANNA, `gmail:${ID}`]]);
  expect(JSON.stringify(context.messages[0]?.recipients)).not.toContain("boss");
  await page.close();
});

const clobbering = [
  ..."querySelector querySelectorAll getAttribute closest matches contains body head documentElement activeElement".split(
    " ",
  ),
  ..."createTreeWalker checkVisibility textContent parentElement firstChild nextSibling tagName localName style hidden".split(
    " ",
  ),
  ..."title location config forms attributes children id name email".split(" "),
]
  .map((name) => `<img name="${name}" id="${name}"><form name="${name}"><input name="${name}" id="${name}"></form>`)
  .join("");
const clobberingForm = `<form>${[
  ..."tagName localName firstChild nextSibling parentNode getAttribute closest".split(" "),
]
  .map((name) => `<input name="${name}">`)
  .join("")}in a form</form>`;

test("names that hide the document's own methods change nothing", async () => {
  const body = `Hello ${clobbering}<div>${clobberingForm}</div>`;
  const page = await gmail(gmailPage(message({ body })));
  const context = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(context.messages[0]).toMatchObject({
    from: { address: ANNA },
    text: expect.stringMatching(/^Hello\s+in a form$/),
  });
  await page.close();

  const other = await outlook(outlookPage(card("1", "Anna Berg&lt;anna@norvik.example&gt;", body)));
  expect(threadOf(await other.settled(({ kind }) => kind === "thread")).messages[0]?.text).toMatch(
    /^Hello\s+in a form$/,
  );
  await other.close();
});

test("a message sent a moment ago gets its key when the page learns its id", async () => {
  const local = message({ id: "", attributes: 'data-message-id="#msg-a:r123"' }).replace(/ jslog="[^"]*"/, "");
  const page = await gmail(gmailPage(local));
  const first = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(first.messages[0]).toMatchObject({ key: null, sentAt: null });
  await page.page.evaluate(`document.querySelector(".adn").setAttribute("data-legacy-message-id", "${ID}")`);
  const later = await page.settled((context) => context.kind === "thread" && context.messages[0]?.key !== null);
  // The id of mail this browser sent says nothing about when.
  expect(threadOf(later).messages[0]).toMatchObject({ key: `gmail:${ID}`, sentAt: null });
  await page.close();
});

test("a collapsed message has a sender and neither words nor a key; opened, it has both", async () => {
  const collapsed = `<div role="listitem" class="kv" aria-expanded="false"><div class="adf ads">
    <span email="henrik@norvik.example" name="Henrik">Henrik</span><span>a snippet</span></div></div>`;
  const page = await gmail(gmailPage(collapsed + message()));
  const context = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(context.messages.map(({ key, text }) => [key, text])).toEqual([
    [null, null],
    [`gmail:${ID}`, "Hello"],
  ]);
  await page.close();
});

const composeWindow = `<div class="dw"><div class="nH"><div class="nH"><div class="no"><div class="AD"><div role="dialog">
  <form><input name="composeid" value="1"><input name="subjectbox" value="Your  pumps">
  <div class="GS"><div class="anm" name="to"><div role="listbox"><div role="option" data-name="Anna Berg" data-hovercard-id="${ANNA}">Anna Berg</div></div></div>
  <div class="anm" name="cc"><div role="listbox"><div role="option" data-name="max@x.example">max@x.example</div></div></div></div></form>
  </div></div></div></div></div></div>`;

test("a compose window is read with its people and subject, beside a thread and alone", async () => {
  const compose = {
    subject: "Your pumps",
    recipients: [
      { name: "Anna Berg", address: ANNA, role: "to" },
      { name: "", address: "max@x.example", role: "cc" },
    ],
  };
  const page = await gmail(gmailPage(message(), { rest: composeWindow }));
  const context = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(context.compose).toEqual(compose);
  expect(context.messages.length).toBe(1);
  await page.close();
  const alone = await gmail(
    `<!doctype html><body class="xE xp"><div role="main">${composeWindow}</div>`,
    "/mail/u/0/popout",
  );
  expect(await alone.settled(({ kind }) => kind === "none")).toMatchObject({ kind: "none", compose });
  await alone.close();
});

const card = (n: string, sender: string, body: string | null, more = "") =>
  `<div class="card"><div id="MSG_${n}_FROM"><span aria-label="Von: x">${sender}</span></div>
   <div data-testid="RecipientWell">An: <span data-lpc-hover-target-id="${n}">Lena Vogt;</span></div>
   ${body === null ? "" : `<div id="UniqueMessageBody_${n}" role="document">${body}</div>`}${more}</div>`;
const row = (id: string, subject: string, selected: boolean) =>
  `<div role="option" data-convid="${id}" aria-selected="${selected}"><span>${subject}</span></div>`;
const outlookPage = (cards: string, { subject = "Offer", list = row("AAQk1", "Offer", true) } = {}) =>
  `<!doctype html><div id="MailList">${list}</div><div id="ReadingPaneContainerId"><div id="ConversationReadingPaneContainer">
   <div role="heading" id="CONV_1_SUBJECT" title="${subject}">${subject}</div>${cards}</div></div>`;

test("Outlook: people without an address stay without one, and quotes are cut", async () => {
  const body = `Hello<br>Anna<div id="x_appendonsend"></div><hr><div id="x_divRplyFwdMsg">From: Lena</div><div>old words</div>`;
  const page = await outlook(outlookPage(card("1", "Anna Berg", body) + card("2", "Max&lt;Max@X.example&gt;", "Two")));
  const context = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(context.threadKey).toBe("outlook:AAQk1");
  expect(context.messages.map(({ from, text }) => [from.name, from.address, text])).toEqual([
    ["Anna Berg", null, "Hello\nAnna"],
    ["Max", "max@x.example", "Two"],
  ]);
  expect(context.messages[0]?.recipients).toEqual([{ name: "Lena Vogt", address: null, role: "to" }]);
  await page.close();
});

test("Outlook: the same words of the same person twice are two messages, and keep their names in the next visit", async () => {
  const html = outlookPage(
    card("1", "Anna Berg", "Thanks!") + card("2", "Max", "Welcome") + card("3", "Anna Berg", "Thanks!"),
  );
  const keys = async (page: Awaited<ReturnType<typeof outlook>>) =>
    threadOf(await page.settled(({ kind }) => kind === "thread")).messages.map(({ key }) => key);
  const page = await outlook(html, "/mail/inbox/id/AAMk1");
  const first = await keys(page);
  expect(new Set(first).size).toBe(3);
  await page.close();
  const again = await outlook(html.replaceAll("_1", "_77").replaceAll("_3", "_99"), "/mail/inbox/id/AAMkOther");
  expect(await keys(again)).toEqual(first);
  await again.close();
});

test("Outlook: while row and address are ahead of the pane, the shown mail keeps its own name", async () => {
  const list = (b: boolean) => row("AAQk1", "Offer", !b) + row("AAQk2", "Offer", b);
  const page = await outlook(outlookPage(card("1", "Anna Berg", "One"), { list: list(false) }));
  await page.settled(({ kind }) => kind === "thread");
  await page.page.evaluate(`history.pushState(0, "", "/mail/inbox/id/AAMk2");
    for (const row of document.querySelectorAll("[role=option]"))
      row.setAttribute("aria-selected", String(row.getAttribute("data-convid") === "AAQk2"))`);
  await quiet(150);
  const between = threadOf((await page.reported()).at(-1) as MailContext);
  expect([between.threadKey, between.link]).toEqual([
    "outlook:AAQk1",
    "https://outlook.office.com/mail/inbox/id/AAMk1",
  ]);
  expect(threadOf(await page.read()).threadKey).toBe("outlook:AAQk1");
  await page.page.evaluate(`document.querySelector("#ConversationReadingPaneContainer").innerHTML =
    '<div role="heading" id="CONV_2_SUBJECT" title="Offer">Offer</div><div id="MSG_9_FROM"><span aria-label="From: B">Bo</span></div><div id="UniqueMessageBody_9">Two</div>'`);
  const after = threadOf(await page.settled((context) => context.kind === "thread" && context.threadKey.endsWith("2")));
  expect([after.messages[0]?.from.name, after.link]).toEqual(["Bo", "https://outlook.office.com/mail/inbox/id/AAMk2"]);
  await page.close();
});

test("Outlook: a draft among the messages is nobody's words, and is told as being written", async () => {
  const draft = `<div class="card"><div id="MSG_3_FROM"><span aria-label="x">Lena Vogt</span></div>
    <div id="docking_InitVisiblePart_1"><input id="MSG_3_SUBJECT" value="Re: Offer"><div class="_EType_RECIPIENT_ENTITY">Anna Berg&lt;${ANNA}&gt;</div>
    <div id="editorParent_1"><div contenteditable="true">draft words</div></div><button data-testid="ComposeSendButton"></button></div></div>`;
  const page = await outlook(outlookPage(card("1", "Anna Berg", "One") + draft));
  const context = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(context.messages.map(({ text }) => text)).toEqual(["One"]);
  expect(context.compose).toEqual({
    subject: "Re: Offer",
    recipients: [{ name: "Anna Berg", address: ANNA, role: "to" }],
  });
  await page.close();
});

test("a page that cannot be read is called so after two seconds, not before", async () => {
  const page = await gmail(gmailPage("<div role='listitem'>no one</div>"));
  await quiet(1_200);
  expect((await page.reported()).map(({ kind }) => kind)).toEqual(["none"]);
  const last = await page.settled(({ kind }) => kind === "unreadable");
  expect(last).toEqual({ kind: "unreadable", missing: "the people in a message's header" });
  await page.close();
});

test("a page that never rests costs no long task and is told once", async () => {
  const page = await gmail(gmailPage(message()));
  await page.settled(({ kind }) => kind === "thread");
  const reads = `new Promise((resolve) => { const seen = []; const start = performance.now();
    new PerformanceObserver((list) => seen.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
    const timer = setInterval(() => { for (let i = 0; i < 50; i++) document.body.append(document.createElement("i"));
      if (performance.now() - start > 1500) { clearInterval(timer); setTimeout(() => resolve(seen), 300); } }, 8); })`;
  expect(await page.page.evaluate(reads)).toEqual([]);
  expect((await page.reported()).length).toBe(1);
  await page.close();
});

test("words come block by block, without what is hidden, quoted or a button", async () => {
  const body = `<style>p{}</style><div style="display:none">preheader</div><p>One  two<br>three</p><p>four</p>
    <div>five</div><div><br></div><div>six&nbsp;seven</div><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>
    <ul><li>x</li><li>y</li></ul><pre>  p
 q</pre><blockquote>quoted</blockquote><div class="gmail_quote">older</div><div role="button">•••</div>`;
  const page = await gmail(gmailPage(message({ body })));
  const { messages } = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(messages[0]?.text).toBe("One two\nthree\n\nfour\n\nfive\n\nsix seven\na\tb\nc\n\nx\ny\n\n  p\n q");
  await page.close();
});

test("a mail of any size and depth is read and cut", async () => {
  const deep = `${"<table><tr><td>".repeat(3_000)}deep${"</td></tr></table>".repeat(3_000)}`;
  const page = await gmail(gmailPage(message({ body: `Start ${deep}${"<p>word word</p>".repeat(60_000)}` })));
  const { messages } = threadOf(await page.settled(({ kind }) => kind === "thread"));
  expect(messages[0]?.text?.startsWith("Start")).toBe(true);
  expect(messages[0]?.text?.length).toBeLessThanOrEqual(100_000);
  await page.close();
});
