/** Stacks put together into a tree, as a flame graph draws it; and the frames at its top as a table. */
import { frameWords, type Frame } from './profile'
import type { StackValue } from './stack-values'

export interface FlameNode extends Frame {
  /** With everything it called. */
  total: number
  /** On top of the stack itself. */
  self: number
  /** The widest first. */
  children: FlameNode[]
}

export interface FlameLimits {
  /** Nodes that are narrower than this share of the whole are left out. */
  leastShare: number
  maxDepth: number
}

/** Widths below a pixel, and depths that nobody scrolls to. */
export const DRAWN: FlameLimits = { leastShare: 0.001, maxDepth: 80 }

/** The tree of these stacks. What is left out of it still counts in the totals above it. */
export function flameTree(stacks: readonly StackValue[], limits: FlameLimits = DRAWN): FlameNode {
  const root: FlameNode = { name: 'all', file: '', line: 0, total: 0, self: 0, children: [] }
  const index = new Map<FlameNode, Map<string, FlameNode>>()
  for (const { frames, value } of stacks) {
    let at = root
    root.total += value
    for (const frame of frames.slice(0, limits.maxDepth)) {
      const children = index.get(at) ?? new Map<string, FlameNode>()
      index.set(at, children)
      const key = frameWords(frame)
      let child = children.get(key)
      if (!child) {
        children.set(key, (child = { ...frame, total: 0, self: 0, children: [] }))
        at.children.push(child)
      }
      child.total += value
      at = child
    }
    at.self += value
  }
  prune(root, root.total * limits.leastShare)
  return root
}

function prune(node: FlameNode, least: number): void {
  node.children = node.children.filter(({ total }) => total >= least).sort((a, b) => b.total - a.total)
  for (const child of node.children) prune(child, least)
}

export interface TopFrame extends Frame {
  self: number
  /** Stacks in which it stands more than once count once. */
  total: number
}

/** The frames with the largest share of their own, the largest first. */
export function topFrames(stacks: readonly StackValue[], limit: number): TopFrame[] {
  const found = new Map<string, TopFrame>()
  const entryOf = (frame: Frame): TopFrame => {
    const key = frameWords(frame)
    let entry = found.get(key)
    if (!entry) found.set(key, (entry = { ...frame, self: 0, total: 0 }))
    return entry
  }
  for (const { frames, value } of stacks) {
    for (const entry of new Set(frames.map(entryOf))) entry.total += value
    const top = frames.at(-1)
    if (top) entryOf(top).self += value
  }
  return [...found.values()].sort((a, b) => b.self - a.self || b.total - a.total).slice(0, limit)
}
