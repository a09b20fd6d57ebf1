// The world's folders as Gmail's labels.
import type { FolderName, WorldMessage } from "../mailboxes/world.ts";

export interface Label {
  readonly id: string;
  readonly name: string;
  readonly type: "system" | "user";
}

// googleapis 188 apis/gmail/v1.d.ts, Schema$Label: internal names of system labels are their ids.
const systemNames = [
  "CHAT",
  "SENT",
  "INBOX",
  "IMPORTANT",
  "TRASH",
  "DRAFT",
  "SPAM",
  "CATEGORY_FORUMS",
  "CATEGORY_UPDATES",
  "CATEGORY_PERSONAL",
  "CATEGORY_PROMOTIONS",
  "CATEGORY_SOCIAL",
  "STARRED",
  "UNREAD",
];
export const systemLabels: readonly Label[] = systemNames.map((name) => ({ id: name, name, type: "system" }));

const bulkInbox = ["UNREAD", "CATEGORY_PROMOTIONS", "INBOX"];
const fixed: Readonly<Record<string, readonly string[]>> = {
  inbox: ["UNREAD", "CATEGORY_PERSONAL", "INBOX"],
  sent: ["SENT"],
  // An archived message bears no label at all.
  archive: [],
  drafts: ["DRAFT"],
  spam: ["SPAM"],
  trash: ["TRASH"],
};

/** Undefined for a folder of the user's own. */
export function labelsOf(folder: FolderName, message: WorldMessage): readonly string[] | undefined {
  const isBulk = Object.keys(message.headers).some((name) => /^list-(id|unsubscribe)$/i.test(name));
  return folder === "inbox" && isBulk ? bulkInbox : fixed[folder];
}

export const isSystemFolder = (folder: FolderName) => folder in fixed;
