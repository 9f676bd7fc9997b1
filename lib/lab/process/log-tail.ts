/** The end of a log file, for messages to people. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const TAIL_BYTES = 16 * 1024
const MAX_LINE_LENGTH = 400

/** The last lines of a file, long ones shortened; empty when it cannot be read. */
export function lastLines(file: string, count = 5): string[] {
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
    return buffer
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-count)
      .map((line) => (line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line))
  } finally {
    closeSync(descriptor)
  }
}
