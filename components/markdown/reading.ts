/** How a text in Markdown is read, for pages and for sealed ones alike: as GitHub reads it, with bounds, to a tree of what is allowed. */
import remarkGfm from 'remark-gfm'
import type { Plugin } from 'unified'
import { allowedTree } from './allowed'
import { bound } from './bounded'
import type { TextNode } from './text-tree'

/** remark’s settings while it is being put together. */
interface Settings {
  data(): { micromarkExtensions?: unknown[] }
}

/** Notes at the end of a page would mix up those of several texts, and a few letters make thousands of links. */
function noFootnotes(this: Settings): void {
  const settings = this.data()
  const extensions = (settings.micromarkExtensions ??= [])
  extensions.push({
    disable: { null: ['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'] },
  })
}

const boundedText = () => (tree: TextNode) => bound(tree)
const allowedOnly = () => (tree: TextNode) => allowedTree(tree)

/** On the text’s own tree. */
export const TEXT_PLUGINS = [remarkGfm, noFootnotes, boundedText] as unknown as Plugin[]

/** On the tree of elements; nothing may come after it. */
export const ELEMENT_PLUGINS = [allowedOnly] as unknown as Plugin[]
