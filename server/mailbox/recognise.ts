// Mail that is nobody's business: codes, passwords, bank. Pure, and cautious: what it takes for such a mail the team
// does not see, so a letter between people must never look like one. Thousands a second go through here.
import {
  accountCue,
  bankNotice,
  bankSender,
  bankTopic,
  isReply,
  machineLocal,
  maskedNumber,
  otherCode,
  passwordSubject,
  passwordText,
  roleLocal,
  secretCue,
  signInLink,
  strongCode,
  weakCode,
  yours,
} from "./sensitive-words.ts";

export type Sensitive = "code" | "password" | "bank";

export interface Arrived {
  readonly subject: string;
  readonly text: string;
  readonly fromAddress: string | null;
  readonly fromName: string;
}

/** A machine's mail says what it is about at once. */
const HEAD = 1_500;

// What every mail of a kind has somewhere; most others do not.
const codeHint =
  /cod|cód|kod|код|pin|otp|tan|one-time|single|einmal|usage|monouso|clave|contras|passwor|mot de|コード|番号|パスワード|رمز|كود|كلمة|码|碼|번호/;
const passwordHint = /passwor|kennwort|mot de passe|contras|senha|パスワード|كلمة|wachtwoord|hasł|парол|şifre|密|비밀/;
const linkHint = /link|lien|enlace|(?:sign|log) ?in|リンク|url|رابط/;

/** Four to eight digits, or capitals and digits mixed, standing alone; no date, sum, phone number or reference. */
const token =
  /(?<![\p{L}\p{N}#@/+.,:_-])(?:[A-Z]{1,2}-)?(?!(?:19|20)\d\d(?!\d))(?:\p{Nd}{4,8}|\p{Nd}{3}[ -]\p{Nd}{3}|\p{Nd}{4}[ -]\p{Nd}{4}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8}|(?=[A-Z\d]{3,4}-[A-Z\d]{3,4})(?=[A-Z-]*\d)[A-Z\d]{3,4}-[A-Z\d]{3,4})(?![\p{L}\p{N}@_-]|[.,:/]\p{N}| ?(?:€|%|eur\b|usd\b|chf\b|円))/u;

type Sender = "machine" | "desk" | "person";

function senderOf(address: string | null): Sender {
  if (address === null) return "desk";
  const local = address.slice(0, Math.max(0, address.lastIndexOf("@"))).toLowerCase();
  if (machineLocal.test(local) || bankSender.test(local)) return "machine";
  return roleLocal.test(local) ? "desk" : "person";
}

interface Reading {
  /** Subject and head of the text as they stand, and in lower case; of the same length. */
  readonly subject: string;
  readonly plain: string;
  readonly low: string;
  readonly sender: Sender;
  readonly length: number;
}

/** How far from its name a code stands. */
const BEFORE = 60;
const AFTER = 140;

/** Whether a code stands by one of these names; a name in the subject is near to all the beginning. */
function hasCodeBy(names: RegExp, { plain, low, subject }: Reading, isOther: (name: string) => boolean): boolean {
  for (const match of low.matchAll(names)) {
    const end = match.index + match[0].length;
    if (isOther(low.slice(Math.max(0, match.index - 24), end + 24))) continue;
    const inSubject = match.index < subject.length;
    const from = inSubject ? 0 : Math.max(0, match.index - BEFORE);
    const near = plain.slice(from, inSubject ? subject.length + 500 : end + AFTER);
    if (token.test(near)) return true;
  }
  return false;
}

const anyName = () => false;
const isOtherCode = (near: string) => otherCode.test(near);

function isCode(reading: Reading): boolean {
  const { low, plain, sender, subject, length } = reading;
  if (!codeHint.test(low) || !token.test(plain)) return false;
  if (hasCodeBy(strongCode, reading, anyName)) {
    if (secretCue.test(low)) return true;
    if (length > 600) return false;
    const isToReader = sender === "machine" && (isIn(subject, strongCode) || yours.test(low));
    return isToReader || accountCue.test(low);
  }
  return (
    hasCodeBy(weakCode, reading, isOtherCode) && secretCue.test(low) && (sender === "machine" || accountCue.test(low))
  );
}

function isPassword({ low, sender, subject }: Reading): boolean {
  if (!passwordHint.test(low)) return false;
  const isTold = passwordText.test(low);
  const isNamed = isIn(subject, passwordSubject);
  if (isTold && (sender === "machine" || isNamed)) return true;
  return (isTold || isNamed) && secretCue.test(low);
}

const isSignInLink = ({ low, length }: Reading) =>
  length < 1_000 && linkHint.test(low) && signInLink.test(low) && secretCue.test(low);

function isBank({ low, sender }: Reading, { fromAddress, fromName }: Arrived): boolean {
  const address = (fromAddress ?? "").toLowerCase();
  const isBanks = bankSender.test(address.slice(address.lastIndexOf("@"))) || bankSender.test(fromName.toLowerCase());
  if (isBanks) return bankNotice.test(low) || (sender === "machine" && bankTopic.test(low));
  return sender === "machine" && maskedNumber.test(low) && bankTopic.test(low) && !bankNotice.test(low);
}

/** People write about all this; a machine that writes as one of them says in the subject what it is. */
function isFromPerson(reading: Reading): Sensitive | null {
  const { low, subject, length } = reading;
  if (isIn(subject, strongCode)) {
    return length < 600 && hasCodeBy(strongCode, reading, anyName) && secretCue.test(low) ? "code" : null;
  }
  if (!isIn(subject, passwordSubject)) return null;
  return passwordText.test(low) && secretCue.test(low) ? "password" : null;
}

/** With one kind of apostrophe; a few letters change their length, and places in one must be places in the other. */
function lower(text: string): string {
  const low = text.toLowerCase();
  return (low.length === text.length ? low : text).replaceAll("’", "'");
}

const isIn = (subject: string, names: RegExp) => lower(subject).search(names) >= 0;

export function recognise(mail: Arrived): Sensitive | null {
  const { subject, text, fromAddress } = mail;
  if (isReply.test(subject)) return null;
  const sender = senderOf(fromAddress);
  const plain = `${subject}\n${text.slice(0, HEAD)}`;
  const reading = { subject, plain, low: lower(plain), sender, length: text.length };
  if (sender === "person") return isFromPerson(reading);
  if (isCode(reading)) return "code";
  if (isPassword(reading) || isSignInLink(reading)) return "password";
  return isBank(reading, mail) ? "bank" : null;
}
