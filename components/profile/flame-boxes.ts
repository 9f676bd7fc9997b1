/** Where each frame of a flame graph stands. Pure. */
import type { FlameNode } from '@/lib/core/profile/flame-tree'
import { packageOf } from '@/lib/core/profile/fold-libraries'

/** Which children lead to a node from the root. */
export type FlamePath = readonly number[]

export interface FlameBox {
  key: string
  path: FlamePath
  node: FlameNode
  depth: number
  /** Shares of the width. */
  left: number
  width: number
}

/** Narrower boxes cannot be seen, nor hit. */
const LEAST_WIDTH = 0.002

export function nodeAt(root: FlameNode, path: FlamePath): FlameNode | undefined {
  return path.reduce<FlameNode | undefined>((node, index) => node?.children[index], root)
}

export function pathKey(path: FlamePath): string {
  return path.join('.')
}

/** The boxes with one node as wide as the picture, and those it was called from above it. @param zoom path of that node */
export function flameBoxes(root: FlameNode, zoom: FlamePath): FlameBox[] {
  const boxes: FlameBox[] = []
  const add = (node: FlameNode, path: FlamePath, left: number, width: number) => {
    boxes.push({ key: pathKey(path), path, node, depth: path.length, left, width })
  }
  const addBelow = (node: FlameNode, path: FlamePath, left: number, width: number) => {
    let at = left
    node.children.forEach((child, index) => {
      const share = node.total === 0 ? 0 : (child.total / node.total) * width
      if (share >= LEAST_WIDTH) {
        add(child, [...path, index], at, share)
        addBelow(child, [...path, index], at, share)
      }
      at += share
    })
  }
  for (let depth = 0; depth <= zoom.length; depth++) {
    const path = zoom.slice(0, depth)
    const node = nodeAt(root, path)
    if (!node) return flameBoxes(root, [])
    add(node, path, 0, 1)
    if (depth === zoom.length) addBelow(node, path, 0, 1)
  }
  return boxes
}

/** The box that an arrow key leads to; null = there is none. Up = the caller, down = its widest callee. */
export function neighbour(boxes: readonly FlameBox[], from: FlamePath, key: string): FlameBox | null {
  const find = (path: FlamePath) => boxes.find((box) => box.key === pathKey(path)) ?? null
  const own = from.at(-1)
  switch (key) {
    case 'ArrowUp':
      return from.length > 0 ? find(from.slice(0, -1)) : null
    case 'ArrowDown':
      return boxes.find(({ path }) => path.length === from.length + 1 && isBelow(path, from)) ?? null
    case 'ArrowLeft':
    case 'ArrowRight':
      return own === undefined ? null : find([...from.slice(0, -1), own + (key === 'ArrowLeft' ? -1 : 1)])
    case 'Home':
      return find([])
    default:
      return null
  }
}

function isBelow(path: FlamePath, above: FlamePath): boolean {
  return above.every((index, depth) => path[depth] === index)
}

export const ORIGINS = {
  strategy: 'strategy',
  project: 'Retryscope’s engine and lab',
  library: 'library',
  node: 'Node',
  mark: 'no code: arm, kind, V8’s own work',
} as const
export type Origin = keyof typeof ORIGINS

/** Whose code a frame is. */
export function originOf({ file }: Pick<FlameNode, 'file'>): Origin {
  if (file === '') return 'mark'
  const name = packageOf(file)
  if (name !== null) return name === 'Node' ? 'node' : 'library'
  return /^(lib\/core\/strategy|strategies)\//.test(file) ? 'strategy' : 'project'
}
