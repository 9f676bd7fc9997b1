/** What the command line's exit codes mean; a CI reads them. */
import type { RunReport } from '@/lib/core/summary/report'

export const EXIT = {
  pass: 0,
  /** A threshold was missed, or the sample was too small to tell. */
  notPassed: 1,
  /** A bad spec, a bad option, a file that cannot be read or written. */
  usage: 2,
  /** The lab, or what it needs, could not be had: the run could not be carried out. */
  lab: 3,
  cancelled: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit code for a run that has ended. */
export function exitCodeOf(report: Pick<RunReport, 'status' | 'verdict'>): ExitCode {
  if (report.status === 'cancelled') return EXIT.cancelled
  if (report.status !== 'completed') return EXIT.lab
  return report.verdict === null || report.verdict === 'pass' ? EXIT.pass : EXIT.notPassed
}

/** Ends the command with a message for people. */
export class CommandError extends Error {
  override readonly name = 'CommandError'

  constructor(
    message: string,
    readonly exitCode: ExitCode,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}
