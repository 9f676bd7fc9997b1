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

/**
 * @param clean takes out what is to be hidden: of the text as it was written, and once more of what is read from it, for Markdown can
 * write a letter in many ways
 */
export function commentText(written: string, clean: Clean = (words) => words): Markup {
  const shown = clean(written)
  if (isTangled(shown)) return tag('pre', { tabindex: 0 }, text(shown))
  return inner(reader.runSync(reader.parse(shown)) as TextNode, clean)
}

const NAMES: Record<string, string> = { className: 'class', tabIndex: 'tabindex', ariaLabel: 'aria-label' }

/** The tree holds nothing but what components/markdown/allowed.ts has put there. */
function inner({ children = [] }: TextNode, clean: Clean): Markup {
  return joined(
    children.map((child) => {
      const { tagName, value = '', properties = {} } = child
      if (tagName === undefined) return text(clean(value))
      const content = inner(child, clean)
      // An address that tells what is hidden leads nowhere.
      if (typeof properties.href === 'string' && tellsHidden(properties.href, clean)) return content
      const attributes = Object.entries(properties).map(
        ([name, given]) => [NAMES[name] ?? name, String(given)] as const,
      )
      return tag(tagName, Object.fromEntries(attributes), content)
    }),
  )
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
