/**
 * What a text that somebody wrote may become: the elements named here, with the attributes made here. Everything else is unwrapped,
 * and HTML stays the words that it was written as. Whoever draws the tree that comes out need not look at it again.
 */
import { safeAddress } from './safe-address'
import type { TextNode } from './text-tree'

/** Without any attribute of theirs. */
const PLAIN = new Set([
  ...['p', 'em', 'strong', 'del', 'code', 'blockquote', 'ul', 'li', 'hr', 'br'],
  ...['thead', 'tbody', 'tr', 'th', 'td'],
])

/** They stand below the headings of the page. */
const HEADINGS: Record<string, string> = { h1: 'h4', h2: 'h5', h3: 'h6', h4: 'h6', h5: 'h6', h6: 'h6' }

/** Of every link: whoever wrote it is not vouched for. */
const LINK_REL = 'nofollow noopener noreferrer'

/** @returns a new tree; nothing of the given one is in it but texts and addresses */
export function allowedTree(tree: TextNode): TextNode {
  return { type: 'root', children: allowed(tree.children ?? [], false) }
}

function allowed(nodes: readonly TextNode[], isInLink: boolean): TextNode[] {
  return nodes.flatMap((node) => one(node, isInLink))
}

function one(node: TextNode, isInLink: boolean): TextNode[] {
  const { type, tagName = '', value, children = [], properties = {} } = node
  if (type === 'text' || type === 'raw') return [words(value ?? '')]
  if (type !== 'element') return []
  const inner = () => allowed(children, isInLink)
  if (tagName === 'a') return isInLink ? inner() : link(properties.href, allowed(children, true))
  if (tagName === 'img') return picture(properties, isInLink)
  if (tagName === 'input') return [words(properties.checked === true ? '☑' : '☐')]
  if (tagName === 'ul' && isTasks(properties)) return [element(tagName, inner(), { className: 'tasks' })]
  if (tagName === 'ol') return [element('ol', inner(), startOf(properties.start))]
  // What scrolls has to be reachable by keys.
  if (tagName === 'pre') return [element('pre', inner(), { tabIndex: 0 })]
  if (tagName === 'table')
    return [element('div', [element('table', inner())], { tabIndex: 0, role: 'region', ariaLabel: 'Table' })]
  const heading = HEADINGS[tagName]
  if (heading !== undefined) return [element(heading, inner())]
  return PLAIN.has(tagName) ? [element(tagName, inner())] : inner()
}

/** Without its address where that may not be followed. */
function link(href: unknown, content: TextNode[]): TextNode[] {
  const safe = typeof href === 'string' ? safeAddress(href) : null
  return safe === null ? content : [element('a', content, { href: safe, rel: LINK_REL })]
}

/** Nothing is loaded from anywhere because somebody looks at a page: a picture is a link to it. */
function picture({ src, alt }: Record<string, unknown>, isInLink: boolean): TextNode[] {
  const content = [words(typeof alt === 'string' && alt !== '' ? alt : 'picture')]
  return isInLink ? content : link(src, content)
}

/** Its ticks stand for its bullets. */
function isTasks({ className }: Record<string, unknown>): boolean {
  return Array.isArray(className) && className.includes('contains-task-list')
}

function startOf(start: unknown): Record<string, unknown> {
  return typeof start === 'number' && Number.isSafeInteger(start) ? { start } : {}
}

function words(value: string): TextNode {
  return { type: 'text', value }
}

function element(tagName: string, children: TextNode[], properties: Record<string, unknown> = {}): TextNode {
  return { type: 'element', tagName, properties, children }
}
