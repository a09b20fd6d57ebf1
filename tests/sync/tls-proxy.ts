// What stands in front of a server in the open: an address with TLS, and plain HTTP behind it.
import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { localCertificate } from "../sandbox/mailboxes/certificate.ts";

export interface TlsProxy {
  /** `https://localhost:port`. */
  readonly url: string;
  /** Where it leads; nowhere before this is called. */
  leadTo(url: string): void;
  close(): Promise<void>;
}

export async function openTlsProxy(): Promise<TlsProxy> {
  const { key, cert } = await localCertificate();
  let target = "";
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const { method, headers, url } = incoming;
    const onward = request(target + url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    leadTo(url) {
      target = url;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
