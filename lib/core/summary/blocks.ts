/**
 * Operations of one arm of one trial by the second in which they were meant to start: those of one second share a leader
 * switch, a stall, an open breaker, so intervals are made from blocks of time and not from single operations.
 */
import { z } from 'zod'

/** In one pass: strategies are compared by some hundred thousand of them, and one schema for each takes most of the time. */
const counts = z.custom<number[]>(
  (value) =>
    Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && Number(count) >= 0),
  'must be a list of counts',
)

/** One entry per block, from the window's begin to the last block that has an operation. */
export const blocksSchema = z.strictObject({
  lengthMs: z.number().positive(),
  operations: counts,
  ok: counts,
  /** Operations with more than one attempt before their caller left. */
  retried: counts,
  attempts: counts,
  attemptsOk: counts,
  /** All requests, as the amplification counts them. */
  requests: counts,
})
export type Blocks = z.output<typeof blocksSchema>
export type BlockColumn = Exclude<keyof Blocks, 'lengthMs'>

const COLUMNS = [
  'operations',
  'ok',
  'retried',
  'attempts',
  'attemptsOk',
  'requests',
] as const satisfies BlockColumn[]

/** Longer than most of what operations share; at most {@link MAX_BLOCKS} of a trial are kept, the longer the trial, the longer they are. */
const BLOCK_MS = 1_000
export const MAX_BLOCKS = 300

type Block = Record<BlockColumn, number>

/** Counts while attempts are read, in any order of time. */
export class BlockCounter {
  readonly #blocks = new Map<number, Block>()

  /** Adds to the block of an operation that was meant to start then. */
  add(intendedStartMs: number, column: BlockColumn, change = 1): void {
    const index = blockOf(intendedStartMs)
    let block = this.#blocks.get(index)
    if (!block) this.#blocks.set(index, (block = emptyBlock()))
    block[column] += change
  }

  toJSON(): Blocks {
    const last = Math.max(-1, ...this.#blocks.keys())
    const merge = Math.max(1, Math.ceil((last + 1) / MAX_BLOCKS))
    const merged = Array.from({ length: Math.ceil((last + 1) / merge) }, emptyBlock)
    for (const [index, block] of this.#blocks) {
      const into = merged[Math.floor(index / merge)]
      if (into) for (const column of COLUMNS) into[column] += block[column]
    }
    const columns = COLUMNS.map((column) => [column, merged.map((block) => block[column])])
    return { lengthMs: merge * BLOCK_MS, ...(Object.fromEntries(columns) as Record<BlockColumn, number[]>) }
  }
}

/** Which block an operation belongs to that was meant to start then. */
export function blockOf(intendedStartMs: number): number {
  return Math.max(0, Math.floor(intendedStartMs / BLOCK_MS))
}

function emptyBlock(): Block {
  return { operations: 0, ok: 0, retried: 0, attempts: 0, attemptsOk: 0, requests: 0 }
}
