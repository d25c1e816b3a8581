/**
 * Text within markup.
 */

/** Text that is safe within XML and HTML: markup escaped, characters that XML does not have left out. */
export const escapeXml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- the characters that XML 1.0 forbids
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Cs}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
