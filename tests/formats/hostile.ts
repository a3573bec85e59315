/** Texts that have broken feeds, scripts and markup elsewhere. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  ']]>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  'a\u0000b\u0008c\u000Bd',
  '\uFFFE\uFFFF',
  '\uD800 alone \uDFFF',
  '🇮🇳 👩‍👩‍👧 ﷽',
  '\u2028\u2029',
  '&amp; &lt; &#0;',
  '‮desrever',
] as const;
