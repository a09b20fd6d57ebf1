// Gmail without its HTTP: the adapter's real parsers over answers from memory, texts as they come from the wire.
import type { z } from "zod";
import type { Access } from "../../../server/providers/access.ts";
import type { GoogleClient } from "../../../server/providers/google/client.ts";
import type { Answer } from "../../../server/providers/google/errors.ts";
import { googleMail } from "../../../server/providers/google/mail.ts";
import { googleVendor } from "../../../server/providers/google/vendor.ts";
import type { ChangePage, MailProvider } from "../../../server/providers/mail-provider.ts";
import type { Vendor } from "../../../server/providers/vendor.ts";
import { type Corpus, rep } from "./corpus.ts";

const PAGE = 500;
const END = "end";

class MemoryClient implements Pick<GoogleClient, "ask" | "request"> {
  readonly #corpus: Corpus;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
  }

  /** Of the SDK's calls only the profile is made. */
  ask<T>(_access: Access, _units: number, schema: z.ZodType<T>): Promise<T> {
    return Promise.resolve(schema.parse({ emailAddress: rep.address, historyId: "1" }));
  }

  request(_access: Access, _units: number, { body }: RequestInit): Promise<Answer> {
    const asked = String(body).matchAll(
      /Content-ID: <(\w+)>\r\n\r\nGET \/gmail\/v1\/users\/me\/(message|thread)s\/(\w+)/gu,
    );
    const parts = [...asked].map(([, call, kind, id]) => {
      const json = kind === "thread" ? this.#corpus.threadJson(id ?? "") : this.#corpus.messageJson(id ?? "");
      return `--wire\r\nContent-Type: application/http\r\nContent-ID: <response-${call}>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${json}\r\n`;
    });
    const headers = new Headers({ "content-type": "multipart/mixed; boundary=wire" });
    return Promise.resolve({ status: 200, headers, body: `${parts.join("")}--wire--\r\n` });
  }
}

/** Google in everything but what it costs to ask. */
export function memoryVendor(corpus: Corpus): Vendor {
  const usual = googleVendor({ clientId: "", clientSecret: "", apiRoot: null, oauthRoot: null });
  const mail: MailProvider = {
    ...googleMail(new MemoryClient(corpus) as unknown as GoogleClient),
    changes: (_access, _stream, cursor) => Promise.resolve(changes(corpus, cursor)),
  };
  const unlimited = { unitsPerMinute: Number.MAX_SAFE_INTEGER, concurrency: 4, unitsPerMessage: 1 };
  return { ...usual, mail, limits: unlimited };
}

function changes({ refs }: Corpus, cursor: string | null): ChangePage {
  const from = cursor === END ? refs.length : Number(cursor ?? 0);
  const upserted = refs
    .slice(from, from + PAGE)
    .map(({ id, threadId }) => ({ externalId: id, threadExternalId: threadId, at: null }));
  const more = from + PAGE < refs.length;
  return { upserted, removedIds: [], cursor: more ? String(from + PAGE) : END, more, reset: false };
}
