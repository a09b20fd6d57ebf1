// TLS for the stand-ins: one authority and one certificate for `localhost` per process, made when first asked for.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { createCA, createCert } from "mkcert";

export interface LocalCertificate {
  readonly key: string;
  readonly cert: string;
  /** The authority's certificate, PEM. */
  readonly ca: string;
}

const validity = 30;

async function issue(): Promise<LocalCertificate> {
  // A name of its own: a process that trusts two of them must be able to tell them apart.
  const organization = `Kith sandbox ${process.pid}-${Date.now()}`;
  const ca = await createCA({ organization, countryCode: "DE", state: "Berlin", locality: "Berlin", validity });
  const own = await createCert({ domains: ["localhost", "127.0.0.1", "::1"], validity, ca });
  return { key: own.key, cert: own.cert, ca: ca.cert };
}

let issued: Promise<LocalCertificate> | undefined;
let trusted: Promise<void> | undefined;
let written: Promise<string> | undefined;

export function localCertificate(): Promise<LocalCertificate> {
  issued ??= issue();
  return issued;
}

/** Makes every later TLS connection of this process (SDKs and `fetch` alike) accept the stand-ins. */
export function trustLocalCertificate(): Promise<void> {
  trusted ??= localCertificate().then(({ ca }) =>
    tls.setDefaultCACertificates([...tls.getCACertificates("default"), ca]),
  );
  return trusted;
}

/** The authority as a file, for a child's NODE_EXTRA_CA_CERTS; it goes when this process does. */
export function caFile(): Promise<string> {
  written ??= localCertificate().then(({ ca }) => {
    const folder = mkdtempSync(join(tmpdir(), "kith-ca-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "ca.pem");
    writeFileSync(file, ca);
    return file;
  });
  return written;
}
