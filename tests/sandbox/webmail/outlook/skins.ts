/** The forms Outlook on the web takes, as data. Each differs from the current one in what it names. */

export interface OutlookSkin {
  name: string;
  languages: readonly string[];
  host?: string;
  renamed?: boolean;
  /** Whose address stands beside the name: people outside the company, everyone, or nobody with a name. */
  addresses?: "outsiders" | "everyone" | "nobody";
  /** "Name <address>" instead of "Name<address>". */
  spaced?: boolean;
  /** A private account: `AQQk` ids, an account number in the path. */
  consumer?: boolean;
  /** `/mail/id/` instead of `/mail/inbox/id/`. */
  plainPath?: boolean;
  /** Base64 with - and _ in the address. */
  urlAlphabet?: boolean;
  /** Another item id in the address on every visit of the same mail. */
  idsVary?: boolean;
  /** "item": conversation view off, only the newest message of a thread. */
  view?: "conversation" | "item";
  layout?: "split" | "no-pane" | "deeplink";
  /** Recipients named before a button stands for the rest. */
  recipientsShown?: number;
  /** In the bare list the first row is selected, and the pane empty. */
  selectsFirst?: boolean;
  newestFirst?: boolean;
  /** A second mailbox in the folder list, and the address in `data-folder-name` instead of `title`. */
  twoMailboxes?: boolean;
  /** Ids inside mail get a prefix, so that those of quotes do too. */
  prefixedQuotes?: boolean;
  /** Milliseconds between the address changing and the pane showing the new mail. */
  paneMs?: number;
  /** Milliseconds until the inner scrolling part arrives on a cold load. */
  innerMs?: number;
  strict?: boolean;
  hostileBody?: boolean;
  unreadable?: boolean;
}

export const outlookSkins: readonly OutlookSkin[] = [
  { name: "current", languages: ["en", "de", "fr", "ar"] },
  { name: "renamed-classes", languages: ["en", "de", "ar"], renamed: true, plainPath: true },
  { name: "addresses-shown", languages: ["en", "fr"], addresses: "everyone", spaced: true },
  { name: "names-only", languages: ["en", "de"], addresses: "nobody" },
  { name: "office365-host", languages: ["en"], host: "outlook.office365.com" },
  { name: "cloud-host", languages: ["en", "fr"], host: "outlook.cloud.microsoft", urlAlphabet: true, plainPath: true },
  { name: "consumer", languages: ["en", "de", "ar"], host: "outlook.live.com", consumer: true, addresses: "everyone" },
  { name: "conversation-off", languages: ["en", "de"], view: "item" },
  { name: "deep-link", languages: ["en", "fr"], layout: "deeplink", view: "item" },
  { name: "reading-pane-off", languages: ["en", "de"], layout: "no-pane" },
  { name: "recipients-cut", languages: ["en", "de"], recipientsShown: 3 },
  { name: "selected-but-empty", languages: ["en"], selectsFirst: true },
  { name: "newest-first", languages: ["en"], newestFirst: true },
  { name: "two-mailboxes", languages: ["en", "de"], twoMailboxes: true },
  { name: "prefixed-quotes", languages: ["en", "fr"], prefixedQuotes: true },
  { name: "ids-vary", languages: ["en"], idsVary: true },
  { name: "late-inner-pane", languages: ["en"], innerMs: 1200 },
  { name: "slow", languages: ["en"], paneMs: 900 },
  { name: "strict-policy", languages: ["en"], strict: true },
  { name: "hostile-body", languages: ["en", "de"], hostileBody: true },
  { name: "unreadable", languages: ["en"], unreadable: true },
];
