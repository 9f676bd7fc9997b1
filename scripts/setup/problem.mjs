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

// What a person can mend without us; the codes are those of Node.
const diskReasons = {
  ENOSPC: 'no space is left on the disk (ENOSPC)',
  EDQUOT: 'the quota of the disk is used up (EDQUOT)',
  EROFS: 'it is on a read-only file system (EROFS)',
  EACCES: 'the user who started Retryscope may not write there (EACCES)',
  EPERM: 'the system does not permit it (EPERM)',
}
const notAboutFiles = ['spawn', 'kill', 'listen', 'connect', 'bind']

/** Whether the disk, or its permissions, are the reason of a system error. */
export function isDiskError(error) {
  return error?.code in diskReasons && !notAboutFiles.some((call) => error.syscall?.startsWith(call))
}

/** The reason of a disk error in plain words. */
export function reasonOf(error) {
  return diskReasons[error.code]
}

function asProblem(error) {
  if (error instanceof Problem || !isDiskError(error)) return error
  return new Problem({
    what: `${error.path ?? 'A file'} could not be written.`,
    why: `${reasonOf(error)}.`,
    todo: 'free space or correct the permissions, then try again. Results stored so far are kept.',
  })
}

/**
 * Prints an error without a stack trace and returns the exit code to use.
 * RETRYSCOPE_DEBUG=1 adds the stack for those who work on Retryscope itself.
 */
export function reportProblem(error) {
  const problem = asProblem(error)
  const expected = problem instanceof Problem
  const text = expected ? problem.describe() : `Unexpected error: ${error?.message ?? error}`
  process.stderr.write(`\n${text}\n`)
  if (process.env.RETRYSCOPE_DEBUG) process.stderr.write(`${error?.stack ?? ''}\n`)
  else if (!expected) {
    process.stderr.write('What to do: set RETRYSCOPE_DEBUG=1, run it again and report what it prints.\n')
  }
  return 1
}

/**
 * Also for bugs that nobody waits for: one message instead of a stack trace, then the exit listeners clean up.
 * @param {(code: number) => unknown} [leave] ends the process, perhaps after stopping what it has started
 */
export function reportUncaught(leave = (code) => process.exit(code)) {
  let leaving = false
  process.on('uncaughtException', (error) => {
    // What fails on the way out, printing for one, has the same reason; it must not begin again.
    if (leaving) return
    leaving = true
    leave(reportProblem(error))
  })
}
