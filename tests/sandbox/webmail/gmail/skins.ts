/** The forms Gmail takes, as data. Each differs from the current one in what it names. */

export interface GmailSkin {
  name: string;
  languages: readonly string[];
  /** Every class is another one; only what does not depend on a build stays: email, name, role, gh, data-*. */
  renamed?: boolean;
  /** Which of a thread's ids the page gives away; the rest is absent, the perm id then the word "undefined". */
  threadIds?: "all" | "legacy" | "perm" | "row" | "jslog" | "none";
  messageIds?: "all" | "new" | "jslog" | "none";
  layout?: "full" | "pane" | "popout";
  /** Two reply bars of which one is hidden, buttons for images in the compose title, a bar of suggestions. */
  abTest?: boolean;
  /** The thread seen before stays in the page, not displayed. */
  staleView?: boolean;
  compose?: "window" | "fullscreen";
  recipients?: "chips" | "textarea";
  sidePanel?: "rail" | "open" | "hidden";
  /** Content-Security-Policy and Trusted Types as strict as they get. */
  strict?: boolean;
  /** Every mail imitates the page around it. */
  hostileBody?: boolean;
  /** Milliseconds between the address changing and the pane showing the new mail. */
  paneMs?: number;
  /** Nothing of the known page is left. */
  unreadable?: boolean;
}

export const gmailSkins: readonly GmailSkin[] = [
  { name: "current", languages: ["en", "de", "fr", "ja", "ar"] },
  { name: "renamed-classes", languages: ["en", "de", "ar"], renamed: true },
  { name: "perm-id-undefined", languages: ["en"], threadIds: "legacy", messageIds: "new" },
  { name: "legacy-ids-missing", languages: ["en", "ja"], threadIds: "perm", messageIds: "new" },
  { name: "ids-in-row-only", languages: ["en"], layout: "pane", threadIds: "row" },
  { name: "ids-in-jslog-only", languages: ["en"], threadIds: "jslog", messageIds: "jslog" },
  { name: "renamed-and-ids-missing", languages: ["en", "ja"], renamed: true, threadIds: "perm", messageIds: "new" },
  { name: "no-ids", languages: ["en"], threadIds: "none", messageIds: "none" },
  { name: "ab-duplicates", languages: ["en", "de"], abTest: true },
  { name: "stale-view", languages: ["en"], staleView: true },
  { name: "reading-pane", languages: ["en", "de", "ar"], layout: "pane" },
  { name: "renamed-reading-pane", languages: ["en"], layout: "pane", renamed: true },
  { name: "compose-fullscreen", languages: ["en", "ja"], compose: "fullscreen" },
  { name: "compose-textarea", languages: ["en"], recipients: "textarea" },
  { name: "popout", languages: ["en", "de"], layout: "popout" },
  { name: "side-panel-open", languages: ["en", "ar"], sidePanel: "open" },
  { name: "side-panel-hidden", languages: ["en"], sidePanel: "hidden" },
  { name: "strict-policy", languages: ["en"], strict: true },
  { name: "slow", languages: ["en"], paneMs: 900 },
  { name: "hostile-body", languages: ["en", "de"], hostileBody: true },
  { name: "unreadable", languages: ["en"], unreadable: true },
];
