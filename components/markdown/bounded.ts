/**
 * Keeps a text from costing its readers more than it cost its author: what is nested deeper than anybody reads becomes plain words,
 * and so does a table of more cells than its text has words for (short rows are filled up to the width of the head).
 */
import { wordsOf, type TextNode } from './text-tree'

const DEEPEST = 24
const MOST_CELLS = 2_000

/** Signs that are looked for in pairs, which takes time that grows with their square, or that make cells. */
const COSTLY = /[*_~[\]|]/g
const MOST_COSTLY = 1_000

/** Whether a text is shown as it was written: parsing it would take too long. */
export function isTangled(text: string): boolean {
  return (
    (text.match(COSTLY)?.length ?? 0) > MOST_COSTLY ||
    text.split('\n').some((line) => containersAt(line) > DEEPEST * 2)
  )
}

/** Quotes and lists that a line opens. */
function containersAt(line: string): number {
  const opening = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))+/.exec(line)?.[0] ?? ''
  return opening.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0
}

/** Changes a tree of remark in place. */
export function bound(tree: TextNode): void {
  const open: { node: TextNode; depth: number }[] = [{ node: tree, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next
    if (!node.children) continue
    node.children = node.children.map((child) =>
      (depth >= DEEPEST && child.children) || isTooWide(child)
        ? { type: BLOCKS.has(child.type) ? 'code' : 'text', value: wordsOf(child) }
        : child,
    )
    for (const child of node.children) open.push({ node: child, depth: depth + 1 })
  }
}

/** What cannot stand in a line. */
const BLOCKS = new Set(['blockquote', 'list', 'listItem', 'paragraph', 'heading', 'table'])

function isTooWide({ type, align, children }: TextNode): boolean {
  return type === 'table' && (align?.length ?? 0) * (children?.length ?? 0) > MOST_CELLS
}
