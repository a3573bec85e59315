/** What stands within the text of a story and is none: links to other stories, calls to follow or subscribe, labels of pictures and players. */
import { readLeadingDate } from '../items/foreign-date.ts';
import { bare, wordsOf } from './document.ts';
import { readHeading } from './heading.ts';

/** Words that lead to other stories; what follows is a link, or stands below. */
const OTHER_STORIES =
  "read (?:more|also|next|on|this)|see (?:also|more)|also (?:read|see|on)|more (?:on|from|about|like this|stories|news|information)|further reading|related(?: (?:articles?|stories|story|content|topics|news|posts?|links?|coverage|reading))?|recommended(?: (?:for you|stories|reading))?|you (?:may|might|could) (?:also )?(?:like|be interested in)|don['’]t miss|most (?:read|popular)|trending(?: now)?|watch(?: (?:now|more|also))?|listen(?: now)?|tags?|topics?|filed under|posted in|categor(?:y|ies)|comments|" +
  'lesen sie (?:auch|mehr|dazu)|auch interessant|das könnte sie (?:auch )?interessieren|mehr (?:zum thema|dazu|zu)|(?:lesen|sehen) sie hierzu|zum thema|siehe auch|weiterlesen|empfohlene artikel|themen|schlagwörter|' +
  'lire aussi|à lire(?: aussi)?|(?:à )?voir aussi|sur le même (?:sujet|thème)|pour aller plus loin|notre sélection|mots[- ]clés|' +
  'le[ea] también|lee (?:también|además|más)|te puede interesar|también te puede interesar|ver también|ver más|más información|noticias relacionadas|etiquetas|' +
  'lei[ae] (?:também|mais)|veja (?:também|mais)|saiba mais|confira também|notícias relacionadas|leggi anche|vedi anche|ti potrebbe interessare|potrebbe interessarti|approfondisci|articoli correlati|' +
  'lees (?:ook|meer|verder)|meer over|bekijk ook|läs (?:också|även|mer)|les (?:også|mer)|læs (?:også|mere)|lue (?:myös|lisää)|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|přečtěte si (?:také|také|i)|čtěte také|prečítajte si|olvassa el|citește și|citiți și|pročitajte (?:još|i)|' +
  'читайте (?:также|ещё|еще|подробнее)|смотрите также|по теме|читайте також|вижте още|прочетете още|διαβάστε (?:επίσης|ακόμα|ακόμη)|ayrıca oku|ilgili haber(?:ler)?|(?:اقرأ|إقرأ|اقرا) (?:أيضا|أيضًا|أيضاً|المزيد)|(?:קראו|קרא) (?:עוד|גם)|baca juga|xem thêm|đọc thêm|यह भी पढ़ें|ये भी पढ़ें|もっと読む|関連記事|あわせて読みたい|関連リンク|相关(?:阅读|新闻|文章)|延伸閱讀|相關新聞|推荐阅读|관련 ?기사';
/** Words that ask for something, or say whose the page is. */
const CALLS =
  'follow us|like us|join us on|share (?:this|on)|like this story|sign up|subscribe|click here|advert(?:isement|isment)?|story continues|continue reading|article continues|image source|getty images|copyright|all rights reserved|©|photo(?: by)?:|download (?:the|our) app|get (?:our|the) (?:app|newsletter)|want more stories|have a (?:news )?tip|report an? (?:error|typo)|leave a (?:comment|reply)|print this|e-?mail this|this (?:document|material|article) (?:is subject to copyright|may not be)|citation|anzeige|werbung|publicité|publicidad[e]?|pubblicità|advertentie|annonse|annons|reklama|реклама|reklam|広告|广告|廣告|광고';
/** Labels of pictures, players and buttons. */
const LABELS =
  /^(?:(?:image|photo|picture|slide|bild|foto|imagen|imagem)?\s*\d{1,3}\s*(?:of|von|de|sur|di|van|\/)\s*\d{1,3}|captions?|close|images?|photos?|share|tweet|email|e-mail|print|play|pause|mute|loading(?:\s*[.…]+)?|teilen|drucken|partager|imprimer|compartir|partilhar|compartilhar|condividi|delen)$/iu;

const END = '(?![\\p{L}\\p{N}])';
const LEAD = new RegExp(`^[^\\p{L}\\p{N}©]*(?:${OTHER_STORIES})${END}`, 'iu');
const CALL = new RegExp(`^[^\\p{L}\\p{N}©]*(?:${CALLS})${END}`, 'iu');
const LONGEST_LEAD = 160;
/** Words of a text that is a paragraph, not a line about it. */
const PARAGRAPH_WORDS = 20;

/** Takes from a text what stands in it and is none, and the headline, which stands above it. */
export function trim(root: Element, title: string | undefined): void {
  const own = bare(title ?? '');
  for (const heading of root.querySelectorAll('h1, h2'))
    if (own !== '' && [wordsOf(heading), readHeading(heading).text].some((words) => bare(words) === own))
      heading.remove();
  // How signs are read stands beside them for those who learn them.
  for (const element of root.querySelectorAll('button, form, input, select, svg, link, meta, rt, rp')) element.remove();
  trimPictures(root);
  trimTwins(root);
  for (const list of root.querySelectorAll('ul, ol'))
    if (isLinks(list) && list.querySelectorAll('li').length >= 2) list.remove();
  trimLeads(root);
  trimLinks(root);
  trimHead(root);
  for (const paragraph of root.querySelectorAll('p, h2, h3, h4, h5, h6, li, div, section, span'))
    if (wordsOf(paragraph) === '' && !paragraph.querySelector('img, video, audio, iframe, hr, table'))
      paragraph.remove();
  // A heading with nothing after it led to what was taken out.
  for (let last = lastBlock(root); last && /^h[2-6]$/u.test(last.localName); last = lastBlock(root)) last.remove();
}

/** Takes out pixels that count readers; what a caption says of a picture is what the picture shows, and stands there once. */
function trimPictures(root: Element): void {
  for (const picture of root.querySelectorAll('img')) {
    const caption = picture.closest('figure')?.querySelector('figcaption');
    const [said, alt] = [bare(wordsOf(caption)), bare(picture.getAttribute('alt') ?? '')];
    const isPixel =
      /^[0-2]$/u.test(picture.getAttribute('width') ?? '') || /^[0-2]$/u.test(picture.getAttribute('height') ?? '');
    if (isPixel) picture.remove();
    else if (caption && said !== '' && (said.includes(alt) || alt.includes(said))) {
      if (said.length >= alt.length) picture.setAttribute('alt', wordsOf(caption));
      caption.remove();
    }
  }
}

/** Takes out what stands there already: sites write a text once for each size of screen. */
function trimTwins(root: Element): void {
  const seen = new Set<string>();
  for (const block of root.querySelectorAll('p, li, figcaption, blockquote, h2, h3, div, span')) {
    // Readability makes elements with names in capitals.
    const isLine = /^(?:div|span)$/iu.test(block.localName);
    if (isLine && block.querySelector('p, li, div, span, figcaption, blockquote, h2, h3, img')) continue;
    const key = bare(wordsOf(block));
    if (key.length < 30 || block.querySelector('[data-mark]')) continue;
    if (seen.has(key) && !block.parentElement?.closest('p, li, figcaption, blockquote, h2, h3')) block.remove();
    seen.add(key);
  }
}

/** Takes out lines that lead elsewhere, with the links that follow them. */
function trimLeads(root: Element): void {
  for (const line of root.querySelectorAll('p, div, h2, h3, h4, h5, h6, li, strong, span')) {
    const text = wordsOf(line);
    if (text.length === 0 || text.length > LONGEST_LEAD || line.querySelector('p, [data-mark], img')) continue;
    if (isWithinSentence(line)) continue;
    if (LABELS.test(text)) line.remove();
    else if (LEAD.test(text) && (/^[^.!?:]{0,80}[:…»>]?$/u.test(text) || isLinks(line) || isFollowedByColon(text)))
      removeWithLinks(line);
    else if (CALL.test(text) && (/^[^.!?]{0,80}[:.…»>!]?$/u.test(text) || isLinks(line) || text.length < 60))
      line.remove();
  }
}

/** Takes out paragraphs that are a link to another story and no more, unless the text is made of such. */
function trimLinks(root: Element): void {
  const paragraphs = [...root.querySelectorAll('p')].filter((one) => wordsOf(one) !== '');
  const links = paragraphs.filter((one) => {
    const words = wordsOf(one);
    const [link, ...others] = one.querySelectorAll('a');
    return (
      link !== undefined &&
      others.length === 0 &&
      bare(wordsOf(link)) === bare(words) &&
      words.split(' ').length >= 4 &&
      words.length <= LONGEST_LEAD &&
      !one.querySelector('img, [data-mark]')
    );
  });
  if (links.length <= paragraphs.length / 4) for (const one of links) one.remove();
}

function isFollowedByColon(text: string): boolean {
  const lead = LEAD.exec(text)?.[0] ?? '';
  return /^\s*[:>|»-]/u.test(text.slice(lead.length));
}

/** Takes out a line, and the lines of links alone that come right after it. */
function removeWithLinks(line: Element): void {
  let next = line.nextElementSibling;
  line.remove();
  while (next && wordsOf(next).length <= 2 * LONGEST_LEAD && isLinks(next)) {
    const following: Element | null = next.nextElementSibling;
    next.remove();
    next = following;
  }
}

/** Takes out the lines above the first paragraph that tell of the writer and the day, which the front matter tells. */
function trimHead(root: Element): void {
  for (const line of root.querySelectorAll('p, div, span, h4, h5, h6, address, time')) {
    const text = wordsOf(line);
    const words = text.split(' ').length;
    if (words >= PARAGRAPH_WORDS && !line.querySelector('p, div')) return;
    if (words > PARAGRAPH_WORDS || line.querySelector('p, div, img, [data-mark]') || isWithinSentence(line)) continue;
    if (BYLINE.test(text) || isDayAlone(text)) line.remove();
  }
}

const NAME = String.raw`\p{Lu}[\p{L}\p{M}.’'-]*`;
const JOIN = String.raw`(?:\s*,\s*|\s+(?:(?:and|und|et|y|e|en|og|och|&|de|van|von|der|la)\s+)?)`;
const BYLINE = new RegExp(
  String.raw`^(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|DI|[Dd]oor|DOOR|[Aa]v|[Aa]f|[Aa]utor|[Aa]uthor|[Tt]ext)\s*:?\s+${NAME}(?:${JOIN}${NAME}){0,7}$`,
  'u',
);
const LABEL_OF_DAY =
  /^(?:(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?|on|veröffentlicht|aktualisiert|stand|publié le|mis à jour le|publicado|actualizado|pubblicato|am|le|el)?\s*:?\s*/iu;

/** Tells whether a line is a day, with what it is the day of, and no more. */
function isDayAlone(text: string): boolean {
  const rest = text.replace(LABEL_OF_DAY, '');
  const found = readLeadingDate(rest);
  return found !== undefined && bare(rest.slice(found.length)).length <= 12;
}

function isWithinSentence(element: Element): boolean {
  if (element.localName !== 'strong' && element.localName !== 'span') return false;
  const parent = element.parentElement;
  return wordsOf(parent).length > wordsOf(element).length + 20 && !parent?.querySelector('p, div, li');
}

function lastBlock(root: Element): Element | undefined {
  let last: Element | null = root.lastElementChild;
  while (last?.lastElementChild && !/^(?:p|h[1-6]|ul|ol|blockquote|figure|table|pre)$/u.test(last.localName))
    last = last.lastElementChild;
  return last ?? undefined;
}

function isLinks(element: Element): boolean {
  const all = wordsOf(element).length;
  if (all === 0) return false;
  if (element.localName === 'a') return true;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += wordsOf(link).length;
  return linked / all > 0.75;
}
