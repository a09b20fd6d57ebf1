// How a number is written for people to read. Numbers are kept as E.164 (+442079460958); grouping them exactly as
// each country does takes a library of 100 KB, and a phone does not care.

/** Country codes of one and two digits; all others have three. */
const short = new Set(["1", "7"]);
const two = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** "+442079460958" → "+44 207 946 0958"; what is not E.164 stays as it was written. */
export function formatPhone(number: string): string {
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return number;
  const digits = number.slice(1);
  const length = short.has(digits.charAt(0)) ? 1 : two.test(digits) ? 2 : 3;
  const rest = digits.slice(length);
  const groups: string[] = [];
  let at = 0;
  // In threes; the last group takes what would be left alone.
  while (rest.length - at > 4) {
    groups.push(rest.slice(at, at + 3));
    at += 3;
  }
  groups.push(rest.slice(at));
  return `+${digits.slice(0, length)} ${groups.join(" ")}`;
}
