/**
 * An error meant for a person: what happened, why, and what to do about it.
 * Everything the scripts expect to go wrong is thrown as a Problem; anything else is a bug of ours.
 */
export class Problem extends Error {
  /** @param {{ what: string, why?: string, todo?: string, output?: string, logFile?: string }} parts */
  constructor({ what, why, todo, output, logFile }) {
    super(what)
    this.name = 'Problem'
    this.what = what
    this.why = why
    this.todo = todo
    this.output = output
    this.logFile = logFile
  }

  /** The text as it is shown on a terminal. */
  describe() {
    const lines = [this.what]
    if (this.why) lines.push(`Why: ${this.why}`)
    if (this.output?.trim()) {
      lines.push(
        'Last output:',
        ...this.output
          .trim()
          .split('\n')
          .map((line) => `  | ${line}`),
      )
    }
    if (this.logFile) lines.push(`Full log: ${this.logFile}`)
    if (this.todo) lines.push(`What to do: ${this.todo}`)
    return lines.join('\n')
  }
}

/**
 * Prints an error without a stack trace and returns the exit code to use.
 * RETRYSCOPE_DEBUG=1 adds the stack for those who work on Retryscope itself.
 */
export function reportProblem(error) {
  const text = error instanceof Problem ? error.describe() : `Unexpected error: ${error?.message ?? error}`
  process.stderr.write(`\n${text}\n`)
  if (process.env.RETRYSCOPE_DEBUG) process.stderr.write(`${error?.stack ?? ''}\n`)
  else if (!(error instanceof Problem)) {
    process.stderr.write('What to do: set RETRYSCOPE_DEBUG=1, run it again and report what it prints.\n')
  }
  return 1
}

/** Also for bugs that nobody waits for: one message instead of a stack trace, then the exit listeners clean up. */
export function reportUncaught() {
  process.on('uncaughtException', (error) => process.exit(reportProblem(error)))
}
