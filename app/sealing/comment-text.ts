/** A comment’s Markdown as elements of a sealed page: the same tree that the run’s own page draws. */
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { isTangled } from '@/components/markdown/bounded'
import { ELEMENT_PLUGINS, TEXT_PLUGINS } from '@/components/markdown/reading'
import type { TextNode } from '@/components/markdown/text-tree'
import { joined, tag, text, type Markup } from '@/lib/core/export/svg/markup'

type Clean = (text: string) => string

/** HTML is handed on as the words that it was written as. */
const reader = unified()
  .use(remarkParse)
  .use(TEXT_PLUGINS)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(ELEMENT_PLUGINS)
  .freeze()

/** @param clean takes out what is to be hidden, of what is read from the text: Markdown can write a letter in many ways */
export function commentText(written: string, clean: Clean = (words) => words): Markup {
  if (isTangled(written)) return tag('pre', { tabindex: 0 }, text(clean(written)))
  return blocks(reader.runSync(reader.parse(written)) as TextNode, clean)
}

const NAMES: Record<string, string> = { className: 'class', tabIndex: 'tabindex', ariaLabel: 'aria-label' }

/** What stands in a line. */
const INLINE = new Set([undefined, 'em', 'strong', 'del', 'code', 'a', 'br'])

/** The tree holds nothing but what components/markdown/allowed.ts has put there. */
function blocks({ children = [] }: TextNode, clean: Clean): Markup {
  const parts: Markup[] = []
  let line: TextNode[] = []
  const endLine = () => {
    if (line.length > 0) parts.push(lineOf(line, clean))
    line = []
  }
  for (const child of children)
    if (INLINE.has(child.tagName)) line.push(child)
    else {
      endLine()
      parts.push(tag(child.tagName ?? '', attributesOf(child), blocks(child, clean)))
    }
  endLine()
  return joined(parts)
}

/** A name of which a letter is bold is still that name: where it shows only in the whole line, the line loses its looks. */
function lineOf(line: readonly TextNode[], clean: Clean): Markup {
  const words = line.flatMap(partsOf)
  const whole = clean(words.join(''))
  return whole === words.map(clean).join('') ? inline(line, clean) : text(whole)
}

function partsOf({ value, children = [] }: TextNode): string[] {
  return [...(value === undefined ? [] : [value]), ...children.flatMap(partsOf)]
}

function inline(nodes: readonly TextNode[], clean: Clean): Markup {
  return joined(
    nodes.map((node) => {
      const { tagName, value = '', properties = {}, children = [] } = node
      if (tagName === undefined) return text(clean(value))
      const content = inline(children, clean)
      // An address that tells what is hidden leads nowhere.
      if (typeof properties.href === 'string' && tellsHidden(properties.href, clean)) return content
      return tag(tagName, attributesOf(node), content)
    }),
  )
}

function attributesOf({ tagName, properties = {} }: TextNode): Record<string, string> {
  const own = Object.entries(properties).map(([name, given]) => [NAMES[name] ?? name, String(given)] as const)
  // Tables of figures become lists on a phone; these have no names for their columns.
  return { ...(tagName === 'table' ? { class: 'told' } : {}), ...Object.fromEntries(own) }
}

/** Also where it is written in the letters that addresses have for others. */
function tellsHidden(address: string, clean: Clean): boolean {
  const plain = unescaped(address)
  return clean(address) !== address || clean(plain) !== plain
}

function unescaped(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    // No such letters: it is what it is.
    return address
  }
}
