/** What sandbox.ts needs to know of a webmail; one implementation for each. */
import type { SeenRow, SeenThread } from "./truth.ts";
import type { MailWorld, SandboxThread } from "./world/types.ts";

export interface Skin {
  name: string;
  languages: readonly string[];
  unreadable?: boolean;
  strict?: boolean;
}

export interface StandIn<S extends Skin> {
  hosts: readonly string[];
  skins: readonly S[];
  /** The host a skin lives on. */
  hostOf(skin: S): string;
  script: string;
  style: string;
  data(skin: S, language: string, world: MailWorld): unknown;
  /** Path, query and hash of the list. */
  listPath(skin: S): string;
  threadPath(skin: S, world: MailWorld, thread: SandboxThread): string;
  /** How the last part of that path names a thread. */
  threadKey(skin: S, thread: SandboxThread): string;
  truth(skin: S, language: string, world: MailWorld, threadId: string): SeenThread;
  rows(skin: S, language: string, world: MailWorld): readonly SeenRow[];
}
