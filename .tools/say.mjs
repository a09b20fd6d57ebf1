// What the commands tell the person at the terminal.

/** One line of what is being done, on stderr: a command's own output stays clean. */
export function say(text) {
  process.stderr.write(`kith: ${text}\n`);
}

/** A sentence for a person, in place of a stack trace. */
export class Stop extends Error {}
