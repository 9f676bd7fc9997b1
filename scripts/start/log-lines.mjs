/** What of a service's log is worth a person's screen. */

const warnLevel = 40
const named = { warn: 40, warning: 40, error: 50, fatal: 60 }

/**
 * @param {string} line a line of JSON (pino) or plain text
 * @returns {string | null} its message when it is a warning or worse
 */
export function warningIn(line) {
  if (!line.startsWith('{')) return null
  let entry
  try {
    entry = JSON.parse(line)
  } catch {
    // Not a log entry after all: it stays in the file.
    return null
  }
  const level = typeof entry.level === 'string' ? (named[entry.level] ?? 0) : entry.level
  return level >= warnLevel && typeof entry.msg === 'string' ? entry.msg : null
}

/** A log line as a person reads it: the message of an entry, plain text as it is. */
export function readable(line) {
  if (!line.startsWith('{')) return line
  try {
    const { msg, err } = JSON.parse(line)
    return typeof msg === 'string' ? [msg, err?.message].filter(Boolean).join(': ') : line
  } catch {
    return line
  }
}

/** Whether a line belongs to a stack trace, which only the log file keeps. */
export function isStackFrame(line) {
  return /^\s+at /.test(line)
}
