/** A log that its writer can do without: a full disk under it must not end what it tells about. */
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * @param {string} file
 * @param {{ onError: (error: Error) => void, append?: boolean, maxBytes?: number }} options
 *   onError: told once, then lines are dropped; maxBytes: a longer log is moved to <file>.1 first
 */
export function openLogFile(file, { onError, append = false, maxBytes = Infinity }) {
  let stream
  const giveUp = (error) => {
    if (stream === null) return
    stream = null
    onError(error)
  }
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.1`)
    stream = createWriteStream(file, { flags: append ? 'a' : 'w' }).on('error', giveUp)
  } catch (error) {
    giveUp(error)
  }

  return {
    write(line) {
      stream?.write(`${line}\n`)
    },

    /** Resolves when everything is in the file, or never will be. */
    end() {
      return new Promise((resolve) => {
        if (stream === null) resolve()
        else stream.end(() => resolve())
      })
    },
  }
}
