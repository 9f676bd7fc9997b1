/** The end of a log file. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** A Go runtime that gives up writes the frames of all its goroutines behind the reason. */
const TAIL_BYTES = 256 * 1024

/** The last lines of a file, without empty ones; none when it cannot be read. */
export function lastLines(file: string): string[] {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return [] // The program ended before it wrote anything.
  }
  try {
    const { size } = fstatSync(descriptor)
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES))
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length)
    const lines = buffer.toString('utf8').split('\n')
    // Cut somewhere in its middle.
    if (size > TAIL_BYTES) lines.shift()
    return lines.filter((line) => line.trim() !== '')
  } finally {
    closeSync(descriptor)
  }
}
