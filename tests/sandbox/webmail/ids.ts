/** Ids made from names, so that the same world has the same ids in every run. */
import { createHash } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha512").update(text).digest();

export const numberFrom = (text: string, bits: number): bigint =>
  BigInt(`0x${digest(text).toString("hex")}`) & ((1n << BigInt(bits)) - 1n);

/** Letters only, as the token in Gmail's address. */
export function lettersFrom(text: string, length: number): string {
  const alphabet = "BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz";
  let letters = "";
  for (let round = 0; letters.length < length; round += 1) {
    for (const byte of digest(`${text}/${round}`)) letters += alphabet[byte % alphabet.length];
  }
  return letters.slice(0, length);
}

/** Standard base64 (with + and /) of `bytes` bytes. */
export function base64From(text: string, bytes: number): string {
  const parts: Buffer[] = [];
  for (let have = 0; have < bytes; have += 64) parts.push(digest(`${text}/${have}`));
  return Buffer.concat(parts).subarray(0, bytes).toString("base64");
}
