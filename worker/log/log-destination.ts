/**
 * Where the worker's log goes. pino's own destination sleeps and tries again, for ever, when a write fails at the end
 * of the process: the main thread hangs, and the worker outlives whoever started it. A log is not worth that.
 */
import { writeSync } from 'node:fs'

const STDOUT = 1
const STDERR = 2
/** Nobody reads any more, and nobody will. */
const READER_IS_GONE = new Set(['EPIPE', 'ECONNRESET', 'EBADF', 'ENOTCONN'])

type Write = (fd: number, bytes: Uint8Array) => number

/** Writes lines at once and never waits: what cannot be written is lost, and the first loss is told on stderr. */
export class LogDestination {
  private isSilent = false
  private hasTold = false
  private endsMidLine = false

  constructor(
    private readonly fd = STDOUT,
    private readonly writeBytes: Write = writeSync,
  ) {}

  write(line: string): void {
    if (this.isSilent) return
    try {
      this.writeAll(Buffer.from(this.endsMidLine ? `\n${line}` : line))
    } catch (error) {
      this.lose(error)
    }
  }

  private writeAll(bytes: Buffer): void {
    let rest = bytes
    while (rest.length > 0) {
      const written = this.writeBytes(this.fd, rest)
      rest = rest.subarray(written)
      if (written > 0) this.endsMidLine = rest.length > 0
    }
  }

  private lose(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    this.isSilent = READER_IS_GONE.has(code)
    if (this.isSilent || this.hasTold) return
    this.hasTold = true
    try {
      const told = `The log cannot be written (${code}): lines are missing until that is mended.\n`
      this.writeBytes(STDERR, Buffer.from(told))
    } catch {
      // Both outputs are closed: there is nobody to tell. The next line finds out whether that is still so.
    }
  }
}
