/** Where in its text a problem of a spec is, so that an editor can lead there. */
import { isMap, isNode, isScalar, Lexer, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { SpecProblem } from './spec-problem'

export interface PlacedProblem extends SpecProblem {
  /** From 1. */
  line: number
}

/** Each problem with the line of what it is about; that of what holds it, where it is about something that is missing. */
export function placeProblems(text: string, problems: readonly SpecProblem[]): PlacedProblem[] {
  const lines = new LineCounter()
  let document: Document.Parsed | null = null
  return problems.map((problem) => {
    const written = /^line (\d+)/.exec(problem.path)?.[1]
    if (written !== undefined) return { ...problem, line: Number(written) }
    // Not before: a text that crosses the limits of the parser has a line.
    document ??= parseDocument(text, { lineCounter: lines, prettyErrors: false })
    return { ...problem, line: lines.linePos(offsetOf(document, problem)).line }
  })
}

/** Whether people have written comments, which a text written anew would not have. */
export function hasComments(text: string): boolean {
  // The text of a block begins with its indentation, one in quotes with these: no other token begins so.
  return [...new Lexer().lex(text)].some((token) => token.startsWith('#'))
}

function offsetOf({ contents }: Document.Parsed, { path, message }: SpecProblem): number {
  let node: Node | null = contents
  let offset = contents?.range?.[0] ?? 0
  for (const part of path === '' ? [] : path.split('.')) {
    const [key, next] = entryOf(node, part)
    if (!next && !key) return offset
    offset = key?.range?.[0] ?? next?.range?.[0] ?? offset
    node = next
  }
  // A key that nobody knows is named in the message and stands in the map that it is about.
  const named = [...message.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '')
  if (isMap(node) && message.startsWith('unknown key'))
    for (const name of named) {
      const [key] = entryOf(node, name)
      if (key?.range) return key.range[0]
    }
  return offset
}

/** The key (of a map alone) and the value of an entry. */
function entryOf(node: Node | null, part: string): [Node | null, Node | null] {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part)
    return [isNode(pair?.key) ? pair.key : null, isNode(pair?.value) ? pair.value : null]
  }
  if (node && 'items' in node) {
    const item: unknown = (node.items as unknown[])[Number(part)]
    return [null, isNode(item) ? item : null]
  }
  return [null, null]
}
