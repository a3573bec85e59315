/** Code that plugins of WordPress keep between shortcodes, as HTML. */
import { escapeHtml } from '../body/words.ts';

/** Shortcodes of SyntaxHighlighter Evolved (https://wordpress.com/support/code/posting-source-code/), and of CodeColorer with its flags and language, as `ccnLe_java`. */
const NAMES =
  'sourcecode|source|code|cc[a-z]{0,8}(?:_[a-z0-9]{1,20})?|actionscript3?|bash|shell|c|clojure|coldfusion|cpp|csharp|css|delphi|diff|erlang|fsharp|go|groovy|html|java|javafx|javascript|js|latex|matlab|objc|perl|php|plain|powershell|python|py|r|ruby|scala|sql|text|vb|vbnet|xml|yaml';

const CODE = new RegExp(
  String.raw`\[(?<name>${NAMES})(?<given>\s[^\]]{0,500})?\](?<inner>(?:(?!\[/?\k<name>\b)[\s\S]){0,200000}?)\[/\k<name>\]`,
  'giu',
);

/** Writes code between shortcodes as code in which nothing else is read; tells the names of the shortcodes. */
export function withCode(text: string, tell: (name: string) => void): string {
  if (!text.includes('[/')) return text;
  return text.replace(CODE, (_all, ...rest) => {
    const { name = '', given = '', inner = '' } = rest.at(-1) as Record<string, string | undefined>;
    tell(name);
    const language = languageOf(name.toLowerCase(), given);
    const opening = language === undefined ? '<code>' : `<code class="language-${language}">`;
    return `\n\n<pre>${opening}${htmlOf(inner)}</code></pre>\n\n`;
  });
}

function languageOf(name: string, given: string): string | undefined {
  const said = /\b(?:lang|language|brush)\s*=\s*["'“”]?(?<said>[\w+#-]{1,20})/iu.exec(given)?.groups?.['said'];
  const named = /^(?:sourcecode|source|code|cc[a-z]*)$/u.test(name) ? undefined : name.replace(/^cc[a-z]*_/u, '');
  const language = (said ?? named)?.toLowerCase();
  return language === 'text' || language === 'plain' ? undefined : language;
}

/** Some editors keep code as HTML would show it, others as it is typed. */
function htmlOf(inner: string): string {
  const code = inner.replace(/^(?:[^\S\n]*\n)+|\s+$/gu, '');
  const isEscaped = !/[<>]/u.test(code) && /&(?:lt|gt|amp|quot|#\d{2,4});/u.test(code);
  // No other shortcode stands in it.
  return (isEscaped ? code : escapeHtml(code)).replaceAll('[', '&#91;');
}
