/** The little that is asked of the trees of remark and rehype. */

export interface TextNode {
  type: string
  value?: string
  tagName?: string
  alt?: string | null
  align?: readonly unknown[] | null
  properties?: Record<string, unknown>
  children?: TextNode[]
}

/** Everything that is written in it; without recursion, for it may be nested as deep as its text is long. */
export function wordsOf(node: TextNode): string {
  const words: string[] = []
  const open = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.value !== undefined) words.push(next.value)
    for (let at = (next.children?.length ?? 0) - 1; at >= 0; at -= 1) {
      const child = next.children?.[at]
      if (child) open.push(child)
    }
  }
  return words.join('')
}
