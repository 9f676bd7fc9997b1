/** What the worker's code needs of a log: pino fits, and so does a quiet one in tests. */

type Write = (fields: object, message: string) => void

export interface Log {
  debug: Write
  info: Write
  warn: Write
  error: Write
}

/** Writes nothing. */
export const silentLog: Log = { debug: noWrite, info: noWrite, warn: noWrite, error: noWrite }

function noWrite(): void {
  // Nothing is what a silent log writes.
}
