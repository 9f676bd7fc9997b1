/** For tests: reads HTML as a browser does, and looks through it for what could run. */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

const ELEMENTS = new Set([
  ...['div', 'p', 'em', 'strong', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'a'],
  ...['h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
])
const ATTRIBUTES = new Set(['class', 'href', 'rel', 'tabindex', 'role', 'aria-label', 'start'])

type Node = DefaultTreeAdapterTypes.ChildNode

/** Each element, attribute and address that a comment has no business with. */
export function whatCouldRun(html: string): string[] {
  const found: string[] = []
  const open: Node[] = [...parseFragment(html).childNodes]
  for (let node = open.pop(); node; node = open.pop()) {
    if (!('tagName' in node)) continue
    if (!ELEMENTS.has(node.tagName)) found.push(`<${node.tagName}>`)
    for (const { name, value } of node.attrs) {
      if (!ATTRIBUTES.has(name)) found.push(`${name}=`)
      // As browsers do it: no control characters or blanks before the scheme, no tabs or line breaks within.
      const address = value.replaceAll(/[\u0000-\u0020]/g, '').toLowerCase()
      const scheme = /^[a-z][a-z0-9+.-]*:/.exec(address)?.[0]
      if (name === 'href' && scheme !== undefined && !['http:', 'https:', 'mailto:'].includes(scheme))
        found.push(address)
      if (name === 'href' && !node.attrs.some((one) => one.value === 'nofollow noopener noreferrer'))
        found.push('a link without rel')
    }
    open.push(...node.childNodes, ...('content' in node ? node.content.childNodes : []))
  }
  return found
}
