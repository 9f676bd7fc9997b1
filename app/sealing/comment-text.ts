/** A comment’s Markdown as elements of a sealed page: the same tree that the run’s own page draws. */
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { isTangled } from '@/components/markdown/bounded'
import { ELEMENT_PLUGINS, TEXT_PLUGINS } from '@/components/markdown/reading'
import type { TextNode } from '@/components/markdown/text-tree'
import { joined, tag, text, type Markup } from '@/lib/core/export/svg/markup'

/** HTML is handed on as the words that it was written as. */
const reader = unified()
  .use(remarkParse)
  .use(TEXT_PLUGINS)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(ELEMENT_PLUGINS)
  .freeze()

export function commentText(written: string): Markup {
  if (isTangled(written)) return tag('pre', { tabindex: 0 }, text(written))
  return inner(reader.runSync(reader.parse(written)) as TextNode)
}

const NAMES: Record<string, string> = { tabIndex: 'tabindex', ariaLabel: 'aria-label' }

/** The tree holds nothing but what components/markdown/allowed.ts has put there. */
function inner({ children = [] }: TextNode): Markup {
  return joined(
    children.map((child) => {
      if (child.tagName === undefined) return text(child.value ?? '')
      const attributes = Object.entries(child.properties ?? {}).map(
        ([name, value]) => [NAMES[name] ?? name, String(value)] as const,
      )
      return tag(child.tagName, Object.fromEntries(attributes), inner(child))
    }),
  )
}
