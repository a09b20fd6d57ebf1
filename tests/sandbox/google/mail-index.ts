// One mailbox as Gmail keeps it: ids, labels, order and history, caught up with the world's log before each look.
import { hash } from "node:crypto";
import type { FolderName, Happening, Placed, WorldMailbox, WorldMessage } from "../mailboxes/world.ts";
import { isSystemFolder, type Label, labelsOf, systemLabels } from "./labels.ts";

export interface Entry {
  readonly id: string;
  readonly threadId: string;
  readonly message: WorldMessage;
  /** Milliseconds. */
  readonly at: number;
  folder: FolderName;
  labels: readonly string[];
  /** Of the last change. */
  stamp: number;
  isErased: boolean;
}

export type HistoryKind = "messagesAdded" | "messagesDeleted" | "labelsAdded" | "labelsRemoved";

export interface HistoryEntry {
  readonly stamp: number;
  readonly kind: HistoryKind;
  readonly entry: Entry;
  /** What the message bears after it. */
  readonly labels: readonly string[];
  readonly changed: readonly string[];
}

/** Beyond what a double can hold: whoever keeps a history id as a number loses track. */
const historyBase = 90_071_992_547_409_930n;

const withoutBrackets = (messageId: string) => messageId.trim().replace(/^<|>$/g, "");

export class MailIndex {
  readonly mailbox: WorldMailbox;
  /** Oldest first; the erased stay, marked. */
  readonly sorted: Entry[] = [];
  readonly history: HistoryEntry[] = [];
  /** Of the user's own labels, by folder. */
  readonly userLabels = new Map<FolderName, Label>();
  readonly #byId = new Map<string, Entry>();
  readonly #byWorldId = new Map<string, Entry>();
  readonly #byMessageId = new Map<string, Entry[]>();
  readonly #byThreadId = new Map<string, Entry[]>();
  readonly #threadIds = new Map<string, string>();
  /** How many messages of a thread are left. */
  readonly #left = new Map<string, number>();
  /** All that were ever given out: none comes twice. */
  readonly #ids = new Set<string>();
  readonly #base: bigint;
  #labelsMade = 0;
  #read = 0;
  #stamp = 1;
  #oldest = 1;

  constructor(mailbox: WorldMailbox) {
    this.mailbox = mailbox;
    this.#base = historyBase + BigInt(Number.parseInt(hash("sha1", mailbox.address).slice(0, 6), 16)) * 1_000_000_000n;
  }

  /** Takes in what has happened since. */
  catchUp(): this {
    const { log } = this.mailbox;
    if (this.#read === log.length) return this;
    const sortedBefore = this.sorted.length;
    for (; this.#read < log.length; this.#read += 1) this.#take(log[this.#read] as Happening);
    this.#sort(sortedBefore);
    return this;
  }

  #take(happening: Happening): void {
    if (happening.kind === "arrived") this.#arrive(happening.placed, happening.folder);
    else if (happening.kind === "moved") this.#move(happening.messageId, happening.to);
    else if (happening.kind === "erased") this.#erase(happening.messageId);
    else if (happening.kind === "folderAdded") this.labelOf(happening.folder);
    else if (happening.kind === "folderRemoved") this.userLabels.delete(happening.folder);
  }

  /** Ids increase but are not contiguous: googleapis 188 apis/gmail/v1.d.ts, users.history.list. */
  #tick(): number {
    this.#stamp += 7 + (this.#stamp % 5);
    return this.#stamp;
  }

  #note(kind: HistoryKind, entry: Entry, changed: readonly string[] = []): void {
    entry.stamp = this.#tick();
    this.history.push({ stamp: entry.stamp, kind, entry, labels: entry.labels, changed });
  }

  #arrive(placed: Placed, folder: FolderName): void {
    const { message } = placed;
    // Each save of a draft makes another message, and the old one is gone.
    if (this.#byWorldId.has(message.id)) this.#erase(message.id);
    const at = Math.max(0, Date.parse(message.at) || 0);
    const id = message.shown?.message ?? this.#makeId(at, message.id);
    const threadId = message.shown?.thread ?? this.#threadIds.get(placed.thread) ?? id;
    this.#threadIds.set(placed.thread, threadId);
    const labels = this.#labels(folder, message);
    const entry: Entry = { id, threadId, message, at, folder, labels, stamp: 0, isErased: false };
    this.sorted.push(entry);
    this.#byId.set(id, entry);
    this.#byWorldId.set(message.id, entry);
    if (message.messageId !== null) pushTo(this.#byMessageId, withoutBrackets(message.messageId), entry);
    pushTo(this.#byThreadId, threadId, entry);
    this.#left.set(threadId, (this.#left.get(threadId) ?? 0) + 1);
    this.#note("messagesAdded", entry);
    // Now and then the same arrival is told twice.
    if (this.history.length % 5 === 0) this.#note("messagesAdded", entry);
  }

  #move(worldId: string, to: FolderName): void {
    const entry = this.#byWorldId.get(worldId);
    if (!entry) return;
    const before = entry.labels;
    const after = this.#labels(to, entry.message);
    const added = after.filter((label) => !before.includes(label));
    const removed = before.filter((label) => !after.includes(label));
    entry.folder = to;
    entry.labels = after;
    if (added.length > 0) this.#note("labelsAdded", entry, added);
    if (removed.length > 0) this.#note("labelsRemoved", entry, removed);
  }

  #erase(worldId: string): void {
    const entry = this.#byWorldId.get(worldId);
    if (!entry) return;
    this.#byWorldId.delete(worldId);
    this.#byId.delete(entry.id);
    entry.isErased = true;
    const left = (this.#left.get(entry.threadId) ?? 1) - 1;
    if (left === 0) this.#left.delete(entry.threadId);
    else this.#left.set(entry.threadId, left);
    this.#note("messagesDeleted", entry);
  }

  #labels(folder: FolderName, message: WorldMessage): readonly string[] {
    return labelsOf(folder, message) ?? [this.labelOf(folder).id];
  }

  labelOf(folder: FolderName): Label {
    const known = this.userLabels.get(folder);
    if (known) return known;
    this.#labelsMade += 1;
    const label: Label = { id: `Label_${this.#labelsMade}`, name: folder, type: "user" };
    this.userLabels.set(folder, label);
    return label;
  }

  labels(): Label[] {
    const own = [...this.mailbox.folders].filter((folder) => !isSystemFolder(folder));
    return [...systemLabels, ...own.map((folder) => this.labelOf(folder))];
  }

  /** Sixteen hexadecimal digits: the arrival in milliseconds, then twenty bits that tell the same moment apart. */
  #makeId(at: number, worldId: string): string {
    const digits = hash("sha1", `${this.mailbox.address}/${worldId}`);
    for (let low = Number.parseInt(digits.slice(0, 5), 16); ; low = (low + 1) % 0x100000) {
      const id = at.toString(16).padStart(11, "0") + low.toString(16).padStart(5, "0");
      if (!this.#ids.has(id)) {
        this.#ids.add(id);
        return id;
      }
    }
  }

  #sort(from: number): void {
    for (let index = Math.max(1, from); index < this.sorted.length; index += 1) {
      if ((this.sorted[index - 1] as Entry).id < (this.sorted[index] as Entry).id) continue;
      this.sorted.sort((one, other) => (one.id < other.id ? -1 : 1));
      return;
    }
  }

  find(id: string): Entry | undefined {
    return this.#byId.get(id);
  }

  findByWorldId(worldId: string): Entry | undefined {
    return this.#byWorldId.get(worldId);
  }

  /** Newest first. */
  listByMessageId(messageId: string): Entry[] {
    const found = this.#byMessageId.get(withoutBrackets(messageId)) ?? [];
    return found.filter((entry) => !entry.isErased).sort((one, other) => (one.id < other.id ? 1 : -1));
  }

  /** Oldest first. */
  listThread(threadId: string): Entry[] {
    const found = this.#byThreadId.get(threadId) ?? [];
    return found.filter((entry) => !entry.isErased).sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  get size(): number {
    return this.#byId.size;
  }

  get threadCount(): number {
    return this.#left.size;
  }

  historyId(stamp: number = this.#stamp): string {
    return String(this.#base + BigInt(stamp));
  }

  /** Null for one that this mailbox never gave out, or no longer knows. */
  stampOf(historyId: string): number | null {
    const stamp = Number(BigInt(historyId) - this.#base);
    return stamp >= this.#oldest && stamp <= this.#stamp ? stamp : null;
  }

  /** Every history id given out so far is too old from now on. */
  forgetHistory(): void {
    this.#stamp += 1000;
    this.#oldest = this.#stamp;
  }

  /** Where in `history` the records after a stamp begin. */
  historyAfter(stamp: number): number {
    let low = 0;
    let high = this.history.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.history[middle] as HistoryEntry).stamp > stamp) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function pushTo(lists: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = lists.get(key);
  if (list) list.push(entry);
  else lists.set(key, [entry]);
}
