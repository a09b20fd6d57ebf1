// One mailbox as Exchange keeps it: folders, and per folder what came and went, read off the world's log as it grows.
import {
  type FolderName,
  type Happening,
  type Placed,
  systemFolders,
  type WorldEvent,
  type WorldMailbox,
} from "../mailboxes/world.ts";
import { Ids } from "./ids.ts";

export interface Entry {
  readonly serial: number;
  /** The message's id in the world. */
  readonly worldId: string;
  /** Null once it was erased. */
  folder: Folder | null;
  moves: number;
  version: number;
  /** Nobody else's copy has them. */
  bcc: readonly { readonly name: string; readonly address: string }[];
  /** Reads that must fail before the copy in sent mail is there. */
  hiddenReads: number;
}

export interface FolderChange {
  readonly entry: Entry;
  readonly kind: "in" | "out" | "touched";
  /** The entry's moves while it was here: its mutable id in this folder. */
  readonly moves: number;
  /** Where it went or came from; null when it arrived or was erased. */
  readonly other: Folder | null;
}

export interface Folder {
  readonly serial: number;
  readonly id: string;
  readonly name: FolderName;
  readonly members: Set<Entry>;
  readonly changes: FolderChange[];
  isGone: boolean;
  newestFirst: Entry[] | null;
}

export interface EventEntry {
  readonly serial: number;
  readonly eventId: string;
  version: number;
  /** The event as it was when it was erased; null while it is there. */
  erased: WorldEvent | null;
}

/** Exchange has more folders than the world; nothing ever lies in these. */
const furnitureFolders = ["outbox", "conversationhistory", "clutter"];

export class Box {
  readonly mailbox: WorldMailbox;
  readonly ids: Ids;
  readonly folders = new Map<FolderName, Folder>();
  readonly foldersById = new Map<string, Folder>();
  /** Folders in the order they were made or removed. */
  readonly folderChanges: Folder[] = [];
  readonly entries: Entry[] = [];
  readonly events: EventEntry[] = [];
  /** Events in the order they changed. */
  readonly eventChanges: EventEntry[] = [];
  readonly #entriesById = new Map<string, Entry>();
  readonly #entriesByMessageId = new Map<string, Set<Entry>>();
  readonly #eventsById = new Map<string, EventEntry>();
  #read = 0;

  constructor(mailbox: WorldMailbox) {
    this.mailbox = mailbox;
    this.ids = new Ids(mailbox.address);
    for (const name of [...systemFolders, ...furnitureFolders]) this.#addFolder(name);
  }

  /** Reads what has happened since the last time. */
  catchUp(): void {
    for (; this.#read < this.mailbox.log.length; this.#read += 1)
      this.#apply(this.mailbox.log[this.#read] as Happening);
  }

  #apply(happening: Happening): void {
    if (happening.kind === "arrived") this.#arrive(happening);
    else if (happening.kind === "moved") this.#move(happening.messageId, happening.to);
    else if (happening.kind === "erased") this.#erase(happening.messageId);
    else if (happening.kind === "eventChanged" || happening.kind === "eventErased") this.#changeEvent(happening);
    else if (happening.kind === "folderAdded") this.#addFolder(happening.folder);
    else this.#removeFolder(happening.folder);
  }

  #addFolder(name: FolderName): void {
    const serial = this.folderChanges.length;
    const folder: Folder = {
      serial,
      id: this.ids.folder(serial),
      name,
      members: new Set(),
      changes: [],
      isGone: false,
      newestFirst: null,
    };
    this.folders.set(name, folder);
    this.foldersById.set(folder.id, folder);
    this.folderChanges.push(folder);
  }

  #removeFolder(name: FolderName): void {
    const folder = this.folders.get(name);
    if (!folder) return;
    folder.isGone = true;
    this.folders.delete(name);
    this.folderChanges.push(folder);
  }

  #enter(entry: Entry, name: FolderName, from: Folder | null): void {
    const folder = this.folders.get(name);
    if (!folder) throw new RangeError(`${this.mailbox.address} has no folder ${name}`);
    entry.folder = folder;
    folder.members.add(entry);
    folder.newestFirst = null;
    folder.changes.push({ entry, kind: "in", moves: entry.moves, other: from });
  }

  #leave(entry: Entry, to: FolderName | null): Folder | null {
    const { folder } = entry;
    if (!folder) return null;
    folder.members.delete(entry);
    folder.newestFirst = null;
    const other = to === null ? null : (this.folders.get(to) ?? null);
    folder.changes.push({ entry, kind: "out", moves: entry.moves, other });
    entry.folder = null;
    return folder;
  }

  #arrive({ messageId: worldId, folder, placed }: Extract<Happening, { kind: "arrived" }>): void {
    if (this.#entriesById.get(worldId)?.folder) {
      this.#move(worldId, folder);
      return;
    }
    const entry: Entry = {
      serial: this.entries.length,
      worldId,
      folder: null,
      moves: 0,
      version: 0,
      bcc: [],
      hiddenReads: 0,
    };
    this.entries.push(entry);
    this.#entriesById.set(worldId, entry);
    this.#enter(entry, folder, null);
    if (placed.message.messageId !== null) this.#noteMessageId(placed.message.messageId, entry);
  }

  #move(worldId: string, to: FolderName): void {
    const entry = this.#entriesById.get(worldId);
    if (!entry) return;
    const from = this.#leave(entry, to);
    entry.moves += 1;
    entry.version += 1;
    this.#enter(entry, to, from);
  }

  #erase(worldId: string): void {
    const entry = this.#entriesById.get(worldId);
    if (!entry) return;
    this.#leave(entry, null);
    this.#entriesById.delete(worldId);
  }

  #changeEvent(happening: Extract<Happening, { kind: "eventChanged" | "eventErased" }>): void {
    let entry = this.#eventsById.get(happening.eventId);
    if (!entry || (entry.erased && happening.kind === "eventChanged")) {
      entry = { serial: this.events.length, eventId: happening.eventId, version: 0, erased: null };
      this.events.push(entry);
      this.#eventsById.set(happening.eventId, entry);
    }
    entry.version += 1;
    if (happening.kind === "eventErased") entry.erased = happening.event;
    this.eventChanges.push(entry);
  }

  #noteMessageId(messageId: string, entry: Entry): void {
    const known = this.#entriesByMessageId.get(messageId);
    if (known) known.add(entry);
    else this.#entriesByMessageId.set(messageId, new Set([entry]));
  }

  entryOf(worldId: string): Entry | undefined {
    return this.#entriesById.get(worldId);
  }

  eventEntryOf(eventId: string): EventEntry | undefined {
    return this.#eventsById.get(eventId);
  }

  entriesWithMessageId(messageId: string): Entry[] {
    return [...(this.#entriesByMessageId.get(messageId) ?? [])].filter((entry) => entry.folder !== null);
  }

  /** A message changed where it lies: read, flagged, or a draft that was written on. */
  touch(entry: Entry): void {
    entry.version += 1;
    entry.folder?.changes.push({ entry, kind: "touched", moves: entry.moves, other: null });
    if (entry.folder) entry.folder.newestFirst = null;
    const messageId = this.placedOf(entry)?.message.messageId;
    if (messageId) this.#noteMessageId(messageId, entry);
  }

  placedOf(entry: Entry): Placed | undefined {
    return entry.folder ? this.mailbox.messages.get(entry.worldId) : undefined;
  }

  atOf(entry: Entry): string {
    return this.placedOf(entry)?.message.at ?? "";
  }

  /** Newest first; sorted once per change of the folder. */
  listOf(folder: Folder): readonly Entry[] {
    folder.newestFirst ??= [...folder.members]
      .map((entry) => ({ entry, at: this.atOf(entry) }))
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.entry.serial - a.entry.serial))
      .map(({ entry }) => entry);
    return folder.newestFirst;
  }
}
