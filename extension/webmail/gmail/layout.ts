// Where things are in Gmail's page. What does not depend on the language comes first; obfuscated classes, which Gmail
// renames two to four times a year, are the last resort. Dates: when a way was last known to be true.
import type { Anchor } from "../find.ts";

/** A mail's own markup. It can imitate everything around it, so nothing inside is ever part of the page. */
export const bodies: Anchor = {
  finds: "the body of a message",
  by: [
    { css: "div.ii.gt", trueOn: "2026-09" },
    { css: "div.a3s", trueOn: "2026-09" },
    // Base64 of `["#msg-`: the body's log names its message, whatever its class.
    { css: 'div[jslog*="WyIjbXNn"]:not([role=button])', trueOn: "2025-12" },
  ],
};

export const views: Anchor = {
  finds: "the view that is open",
  by: [{ css: "[role=main]", trueOn: "2026-09" }],
};

export const lists: Anchor = {
  finds: "a list of threads",
  by: [{ css: "[gh=tl]", trueOn: "2026-08" }],
};

export const threadHeadings: Anchor = {
  finds: "the subject of the open thread",
  by: [
    { css: "h2[data-legacy-thread-id]", trueOn: "2026-08" },
    { css: "h2[data-thread-perm-id]", trueOn: "2025-11" },
    { css: "[data-legacy-thread-id]", trueOn: "2026-08" },
    { css: "[data-thread-perm-id]", trueOn: "2025-11" },
    { css: "h2.hP", trueOn: "2026-03" },
    { css: "h2", trueOn: "2026-03" },
  ],
};

/** What only the subject of an open thread is, even while its messages are not there. */
export const surelyHeading = "[data-legacy-thread-id], [data-thread-perm-id], .hP";

export const selectedRows: Anchor = {
  finds: "the row of the open thread beside a reading pane",
  by: [{ css: "[gh=tl] tr.aps [data-legacy-thread-id]", trueOn: "2026-08" }],
};

/** Messages in every state: expanded, collapsed to a line, hidden behind "n older messages". */
export const messages: Anchor = {
  finds: "a message of the open thread",
  by: [
    { css: "[role=list] > [role=listitem]", trueOn: "2026-09" },
    { css: ".h7, .kv, .ky, .kQ, .kx", trueOn: "2026-03" },
    { css: "[data-legacy-message-id], [data-message-id]", trueOn: "2026-08" },
  ],
};

export const messageIds: Anchor = {
  finds: "the id of a message",
  by: [{ css: "[data-legacy-message-id], [data-message-id]", trueOn: "2026-08" }],
};

export const people: Anchor = {
  finds: "the people in a message's header",
  by: [{ css: "[email]", trueOn: "2026-08" }],
};

/** What somebody is writing: windows and inline replies. Its people are not the thread's. */
export const composes: Anchor = {
  finds: "a compose window",
  by: [
    { css: "[data-compose-id]", trueOn: "2026-09" },
    { css: ".M9", trueOn: "2026-03" },
    { css: "[role=dialog]", trueOn: "2026-08" },
    { css: "form", trueOn: "2026-08" },
  ],
};

export const composeFields: Anchor = {
  finds: "a field every compose window has",
  by: [{ css: "input[name=composeid], input[name=subjectbox], input[name=draft]", trueOn: "2026-08" }],
};

/** `%` is to, cc or bcc. */
export const chips: Anchor = {
  finds: "a recipient in a compose window",
  by: [
    { css: '[name="%"] [role=option][data-name]', trueOn: "2026-08" },
    { css: '[name="%"] [role=option]', trueOn: "2026-08" },
    { css: '[name="%"] [data-hovercard-id], [name="%"] [email]', trueOn: "2026-08" },
  ],
};

/** Before PeopleKit (2021-10): hidden inputs whose value is `"Name" <address>`. */
export const oldChips: Anchor = {
  finds: "a recipient in a compose window of the old kind",
  by: [{ css: 'input[type=hidden][name="%"]', trueOn: "2021-10" }],
};

export const subjectFields: Anchor = {
  finds: "the subject in a compose window",
  by: [{ css: "input[name=subjectbox]", trueOn: "2026-08" }],
};

/** Popups over a message's header: they repeat people. */
export const popups: Anchor = {
  finds: "a menu or the details popup",
  by: [{ css: "[role=menu], [role=tooltip], .ajC", trueOn: "2026-08" }],
};

export const accounts: Anchor = {
  finds: "the address of the mailbox",
  by: [
    { css: 'a[href*="SignOutOptions"][aria-label*="@"]', trueOn: "2026-08" },
    { css: '[role=banner] [aria-label*="@"]', trueOn: "2026-08" },
  ],
};

/** A mail's quoted part, and what Gmail puts in its place. */
export const quotes =
  "blockquote, .gmail_quote, .gmail_quote_container, .gmail_attr, .ajR, .yj6qo, [role=button]:not(a)";

/** Attributes whose change changes what is on screen. */
export const telling = [
  "data-legacy-thread-id",
  "data-thread-perm-id",
  "data-legacy-message-id",
  "data-message-id",
  "email",
  "name",
  "data-name",
  "data-hovercard-id",
  "aria-expanded",
  "class",
  "style",
  "hidden",
];
