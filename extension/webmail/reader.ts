import type { MailContext } from "#shared/mail.ts";

/**
 * What Kith asks of a webmail's page. One implementation per webmail; both pass
 * `tests/conformance/webmail-reader.ts`. Reads only what lasts (see `layout.ts` beside each), never guesses a person:
 * what it cannot tell is null, and a page it does not understand is `unreadable`.
 */
export interface WebmailReader {
  /** What is on screen at this moment; the right-person guard asks before every write. */
  read(): MailContext;
  /** Calls back with what is on screen, at once and on every change that settles, until the signal aborts. */
  watch(signal: AbortSignal, onChange: (context: MailContext) => void): void;
  /** The element whose width shrinks to make room for the sidebar, in the page as it is now. */
  roomElement(): HTMLElement;
}
