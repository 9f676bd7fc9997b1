/** Which attempt wrote a value: each value that is put begins with its mark, so that etcd's own history tells what took effect. */
import type { AttemptRequest } from '@/lib/engine/ports'

/** Operation, attempt, and a blank, below the largest numbers there are. */
const MARK = /^(\d{1,10})#(\d{1,5})(?: |$)/
/** More than a mark has. */
const LONGEST_MARK_BYTES = 20
const FILL = 'x'

/** What is written by one attempt. */
export interface WriteMark {
  operation: number
  attempt: number
}

/**
 * The value of an attempt: its mark, filled up to the wanted size. Where that is smaller than the mark, the mark alone.
 * Attempts that belong to no operation have no mark.
 */
export function markedValue(
  { operation, attempt = 1 }: Pick<AttemptRequest, 'operation' | 'attempt'>,
  bytes: number,
): Buffer {
  if (operation === undefined) return Buffer.alloc(bytes, FILL)
  const mark = `${operation}#${attempt} `
  const value = Buffer.alloc(Math.max(bytes, mark.length), FILL)
  value.write(mark, 'latin1')
  return value
}

/** Null where the value bears no mark. */
export function markOf(value: Buffer): WriteMark | null {
  const found = MARK.exec(value.subarray(0, LONGEST_MARK_BYTES).toString('latin1'))
  return found ? { operation: Number(found[1]), attempt: Number(found[2]) } : null
}
