// Sentences of an ordinary business mail, without meaning and in lines as somebody would type them.
const words =
  "we have looked at the drawings and the price for hall two is fine but delivery before easter would help us a lot please send the updated quote with three pumps instead of four as discussed on the phone last week our technician can be there on monday afternoon if that suits your team the old contract ends in june so we need an answer from the board until then could you also tell me who will be responsible for maintenance and what a yearly inspection costs".split(
    " ",
  );

export function randomWords(random: () => number, count: number): string {
  const sentences: string[] = [];
  for (let left = count; left > 0; ) {
    const length = Math.min(left, 5 + Math.floor(random() * 12));
    const from = Math.floor(random() * words.length);
    const sentence = Array.from({ length }, (_, index) => words[(from + index) % words.length]).join(" ");
    sentences.push(`${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`);
    left -= length;
  }
  return sentences
    .map((sentence, index) => (index % 3 === 2 ? `${sentence}\n\n` : `${sentence} `))
    .join("")
    .trim();
}
