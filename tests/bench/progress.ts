/** To people, beside the report on stdout. */
export const progress = (text: string) => void process.stderr.write(`bench: ${text}\n`);
