/** Which addresses a text that somebody wrote may lead to. */

const SCHEMES = new Set(['http:', 'https:', 'mailto:'])

/** Anything that is relative is looked at as if it stood here. */
const SOMEWHERE = 'https://here.invalid/'

/**
 * Asks the same parser that a browser asks, so that no spelling reads differently there: it leaves out tabs and line breaks inside
 * a scheme, blanks and control characters before it, and does not care about case.
 * @returns the address as it was written; null = it leads to a script, to data or to a program
 */
export function safeAddress(written: string): string | null {
  if (written === '' || !URL.canParse(written, SOMEWHERE)) return null
  return SCHEMES.has(new URL(written, SOMEWHERE).protocol) ? written : null
}
