/** Stacks in which a library, and Node itself, are one frame each: their insides are rarely what a reader looks for. */
import type { Frame } from './profile'
import type { StackValue } from './stack-values'

const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//

/** The package a file belongs to, "Node" for Node's own; null = it is the project's, or no file at all. */
export function packageOf(file: string): string | null {
  return file.startsWith('node:') ? 'Node' : (PACKAGE.exec(file)?.[1] ?? null)
}

/** Puts neighbouring frames of one package together. */
export function foldLibraries(stacks: readonly StackValue[]): StackValue[] {
  return stacks.map(({ frames, value }) => {
    const folded: Frame[] = []
    let last: string | null = null
    for (const frame of frames) {
      const name = packageOf(frame.file)
      if (name === null) folded.push(frame)
      else if (name !== last)
        folded.push({ name, file: name === 'Node' ? 'node:' : `node_modules/${name}/`, line: 0 })
      last = name
    }
    return { frames: folded, value }
  })
}
