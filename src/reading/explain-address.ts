type Words = [message: string, fix: string];

/** Says why a text is not a web address that may be published, and what to write. */
export function explainAddress(name: string, text: string): Words {
  const what = `${name} is “${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
  if (/^https?:/iu.test(text)) {
    if (/\s/u.test(text)) return [`${what}, which has a space in it.`, 'Write %20 for a space, or delete it.'];
    if (/[?#]/u.test(text) && !/@/u.test(text)) {
      return [`${what}, which is not an address of a whole site.`, 'Write it without ? and # and what follows them.'];
    }
    if (/^https?:\/\/[^/?#]*@/iu.test(text)) {
      return [`${what}, which holds a user name or password.`, 'Delete everything between // and @, and the @.'];
    }
    return [`${what}, which is not a whole address.`, 'Write it as the browser shows it: https://example.org/page'];
  }
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/iu.exec(text)?.[1];
  if (scheme !== undefined) {
    return [
      `${what}; addresses that begin with ${scheme.toLowerCase()}: are not published.`,
      'Write an address that begins with https:// or http://.',
    ];
  }
  if (/^(?:[\w-]+\.)+[a-z]{2,}(?:[:/].*)?$/iu.test(text.replace(/^\/\//u, ''))) {
    return [`${what}, which does not say https://.`, `Write https://${text.replace(/^\/\//u, '')}`];
  }
  return [`${what}, which is not a web address.`, 'Write the whole address, beginning with https:// or http://.'];
}
