// A rep's mailbox as Gmail would answer for it: threads of 3.5 messages on average, half of them with people Kith knows,
// bodies with signatures and quotes. The same every time; what is long is made once and shared, so that fifty thousand
// messages need no room of their own.
import { randomWords } from "./words.ts";

export interface Person {
  readonly name: string;
  readonly address: string;
}

export const rep: Person = { name: "Lena Vogt", address: "lena.vogt@kontor.example" };
export const CUSTOMERS = 200;
const STRANGERS = 300;
/** Messages of a thread, 3.5 on average: most threads are short, and most messages are in long ones. */
export const threadLengths = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8];
const DEPTHS = 4;
const VARIANTS = 3;

const firstNames = "Anna Bengt Carla David Elin Farid Greta Hugo Ines Jonas Karin Lars Maria Nils Olga Petra".split(
  " ",
);
const lastNames = "Berg Lindqvist Sandström Holm Westergren Ekdahl Grönlund Hagman Kvarnby Stenborg".split(" ");

const personOf = (kind: "customer" | "stranger", index: number): Person => {
  const name = `${firstNames[index % firstNames.length]} ${lastNames[(index * 7) % lastNames.length]}`;
  const domain = kind === "customer" ? `norvik${index % 40}` : `elsewhere${index}`;
  return { name, address: `${name.split(" ")[0]?.toLowerCase()}.${index}@${domain}.example` };
};

export const customers = Array.from({ length: CUSTOMERS }, (_, index) => personOf("customer", index));
const strangers = Array.from({ length: STRANGERS }, (_, index) => personOf("stranger", index));

const signatureOf = ({ name, address }: Person) =>
  `Best regards,\n${name}\n\nHead of Purchasing\n${address.split("@")[1]}\nTel. +46 8 123 45 67\nStorgatan 12, 111 51 Stockholm`;

/** What somebody wrote, and below it everything that was written before, as mail programs leave it. */
function textOf(random: () => number, author: Person, other: Person, depth: number): string {
  const words = randomWords(random, 30 + Math.floor(random() * 90));
  const own = `Hi ${other.name.split(" ")[0]},\n\n${words}\n\n${signatureOf(author)}`;
  if (depth === 0) return own;
  const earlier = textOf(random, other, author, depth - 1).replace(/^/gmu, "> ");
  return `${own}\n\nOn Tue, 3 Mar 2026 at 10:1${depth}, ${other.name} <${other.address}> wrote:\n${earlier}`;
}

const htmlOf = (text: string) =>
  `<html><head><meta charset="utf-8"></head><body><div dir="ltr" style="font-family:Arial,sans-serif">${text
    .split("\n")
    .map(
      (line) =>
        `<p style="margin:0">${
          line
            .replaceAll("&", "&amp;")
            .replaceAll("<", "&lt;")
            .replace(/^(> )+/u, "") || "<br>"
        }</p>`,
    )
    .join("")}</div></body></html>`;

function partOf(kind: "plain" | "html", content: string) {
  const body = Buffer.from(content.replaceAll("\n", "\r\n"));
  const headers = [{ name: "Content-Type", value: `text/${kind}; charset="UTF-8"` }];
  return {
    mimeType: `text/${kind}`,
    filename: "",
    headers,
    body: { size: body.length, data: body.toString("base64url") },
  };
}

/** The end of a message's payload as JSON, from `"mimeType"` to the brace that closes it. One in ten has HTML only. */
function payloadEnd(text: string, isHtmlOnly: boolean): string {
  const parts = [...(isHtmlOnly ? [] : [partOf("plain", text)]), partOf("html", htmlOf(text))];
  return JSON.stringify({ mimeType: "multipart/alternative", filename: "", body: { size: 0 }, parts }).slice(1);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One of the messages, by where it stands in the whole. */
interface Place {
  readonly thread: number;
  readonly position: number;
}

export class Corpus {
  /** Newest first, as Gmail lists. */
  readonly refs: readonly { readonly id: string; readonly threadId: string }[];
  readonly linked: number;
  readonly #places = new Map<string, Place>();
  readonly #threads = new Map<string, string[]>();
  readonly #bodies = new Map<string, string>();

  constructor(messages: number) {
    const refs: { id: string; threadId: string }[] = [];
    let linked = 0;
    for (let thread = 0; refs.length < messages; thread += 1) {
      const length = Math.min(threadLengths[thread % threadLengths.length] ?? 1, messages - refs.length);
      const threadId = this.#idOf(thread, 0);
      for (let position = 0; position < length; position += 1) {
        const id = this.#idOf(thread, position);
        refs.push({ id, threadId });
        this.#places.set(id, { thread, position });
        this.#threads.set(threadId, [...(this.#threads.get(threadId) ?? []), id]);
      }
      if (isKnown(thread)) linked += length;
    }
    this.refs = refs.reverse();
    this.linked = linked;
  }

  /** Sixteen hexadecimal digits that grow with time. */
  #idOf(thread: number, position: number): string {
    return (0x19c0_0000_0000_0000n + BigInt(thread) * 4_096n + BigInt(position)).toString(16);
  }

  threadJson(threadId: string): string {
    const messages = (this.#threads.get(threadId) ?? []).map((id) => this.messageJson(id));
    return `{"id":"${threadId}","historyId":"1","messages":[${messages.join(",")}]}`;
  }

  messageJson(id: string): string {
    const place = this.#places.get(id);
    if (!place) throw new RangeError(`No message ${id}`);
    const { thread, position } = place;
    const at = momentOf(place);
    const other = otherOf(thread);
    const isMine = position % 2 === 1;
    const [author, reader] = isMine ? [rep, other] : [other, rep];
    const name = (at: number) => `<${thread}.${at}@${(at % 2 === 1 ? rep : other).address.split("@")[1]}>`;
    const earlier = Array.from({ length: position }, (_, at) => name(at));
    const date = new Date(at).toUTCString().replace("GMT", "+0000");
    const domain = other.address.split("@")[1];
    // Put together as text: what is measured is whoever reads it.
    const headers = [
      header("Delivered-To", rep.address),
      header("Received", `by 2002:a05:6a10:1234:b0:5 with SMTP id ${id}; ${date}`),
      header("DKIM-Signature", `v=1; a=rsa-sha256; c=relaxed/relaxed; d=gmail.com; s=20230601; b=${id.repeat(20)}`),
      header("MIME-Version", "1.0"),
      header("Date", date),
      header("Message-ID", name(position)),
      header("References", earlier.join(" ")),
      header("In-Reply-To", earlier.at(-1) ?? ""),
      header("Subject", `${position > 0 ? "Re: " : ""}Offer ${thread} for the pumps in hall ${thread % 17}`),
      header("From", `${author.name} <${author.address}>`),
      header("To", `${reader.name} <${reader.address}>`),
      header("Cc", thread % 3 === 0 ? `Office <office@${domain}>` : ""),
      header("List-Id", isNewsletter(thread) ? `<news.${domain}>` : ""),
      header("Content-Type", `multipart/alternative; boundary=0000${id}`),
    ];
    const labels = isMine ? '"SENT"' : '"INBOX","IMPORTANT","CATEGORY_PERSONAL"';
    return `{"id":"${id}","threadId":"${this.#idOf(thread, 0)}","labelIds":[${labels}],"snippet":"Hi ${reader.name}, ","sizeEstimate":9000,"historyId":"1","internalDate":"${at}","payload":{"partId":"","headers":[${headers.filter(Boolean).join(",")}],${this.#body(place)}}`;
  }

  #body({ thread, position }: Place): string {
    const variant = thread % VARIANTS;
    const depth = Math.min(position, DEPTHS - 1);
    const other = otherOf(thread);
    const key = `${other.address} ${variant} ${depth} ${position % 2}`;
    const known = this.#bodies.get(key);
    if (known !== undefined) return known;
    const random = seeded(thread * 31 + position);
    const [author, reader] = position % 2 === 1 ? [rep, other] : [other, rep];
    const made = payloadEnd(textOf(random, author, reader, depth), thread % 10 === 7);
    this.#bodies.set(key, made);
    return made;
  }
}

/** As JSON; nothing in these values needs to be escaped. */
const header = (name: string, value: string) => (value === "" ? "" : `{"name":"${name}","value":"${value}"}`);

const isKnown = (thread: number) => Math.floor(thread / threadLengths.length) % 2 === 0;
const isNewsletter = (thread: number) => !isKnown(thread) && thread % 5 === 0;

export function otherOf(thread: number): Person {
  const [people, index] = isKnown(thread) ? [customers, thread * 13] : [strangers, thread * 11];
  return people[index % people.length] as Person;
}

const begin = Date.parse("2026-01-01T00:00:00.000Z");
const momentOf = ({ thread, position }: Place) => begin + thread * 20 * 60_000 + position * 47 * 60_000;
