/** Sentences of a text, and what can be proposed of them. */

/** Cuts a text into sentences; titles and initials with a full stop end none. */
export function sentencesOf(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(text.replaceAll(/\s+/gu, ' '))) {
    const before = sentences.at(-1);
    if (before !== undefined && ABBREVIATED.test(before)) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

const ABBREVIATED =
  /(?:^|[\s(“"])(?:Dr|Mr|Mrs|Ms|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|St|Rev|Hon|Jr|Sr|No|vs|approx|\p{Lu})\.\s*$/u;

const LONGEST_TITLE = 90;
const SHORTEST_TITLE = 25;
const LONGEST_SUMMARY = 300;
/** Words before which a sentence can end. */
const BREAKS =
  /,\s|;\s|\s[—–]\s|\s(?=(?:in the wake|in response|as part|because|after|before|while|which|who|whom|when|where|amid|following|according|saying|adding|as|during|over|with|despite|although|but|since)\s)/gu;
/** `On Sunday, `: the date says it. */
const OPENING = /^(?:(?:Late|Early)\s+)?(?:On|In|At|By)\s+(?:\p{Lu}?\p{L}+\s){0,3}\p{L}+\s?\d{0,4},\s+(?=\p{Lu})/u;

/** Shortens a sentence to a headline whose words are all its own. */
export function titleFrom(sentence: string): string {
  const words = sentence.replace(OPENING, '').replace(/[.!।。]+$/u, '');
  if (words.length <= LONGEST_TITLE) return words;
  const ends = [...words.matchAll(BREAKS)]
    .map(({ index }) => index)
    .filter((end) => end >= SHORTEST_TITLE && end <= LONGEST_TITLE);
  const end = ends.at(-1);
  if (end !== undefined) return words.slice(0, end).replace(/[\s,;:—–-]+$/u, '');
  const space = words.lastIndexOf(' ', LONGEST_TITLE);
  return `${words
    .slice(0, space > SHORTEST_TITLE ? space : LONGEST_TITLE)
    .toWellFormed()
    .replace(/[\s,;:—–-]+$/u, '')}…`;
}

/** Gives the first sentences that have room in a summary. */
export function summaryFrom(sentences: readonly string[]): string | undefined {
  const [first, second] = sentences;
  if (first === undefined || first.length > LONGEST_SUMMARY) return undefined;
  const both = second === undefined ? first : `${first}${/[。！？]$/u.test(first) ? '' : ' '}${second}`;
  return both.length <= LONGEST_SUMMARY ? both : first;
}
