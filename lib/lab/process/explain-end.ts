/** What to tell people about a program that has ended, or that did not begin to answer. */
import { describeFullDisk } from './disk-space'
import { logFile } from './lab-file'
import { reasonsIn, tellsOfFullDisk } from './log-reason'
import { lastLines } from './log-tail'

/**
 * @param what happened, without a full stop: "etcd-m2 ended by itself (exit code 2)"
 * @param program whose log says why
 */
export function explainEnd(what: string, program: string, directory: string): string {
  const lines = lastLines(logFile(directory, program))
  const reasons = reasonsIn(lines)
  if (tellsOfFullDisk(lines))
    return [
      `${what}: ${describeFullDisk(directory)}`,
      ...reasons.map((line) => `  ${program}: ${line}`),
    ].join('\n')
  if (reasons.length === 0) return `${what}. Its log says nothing about it (${logFile(directory, program)}).`
  return [
    `${what}.`,
    ...reasons.map((line) => `  ${line}`),
    `  The whole log: ${logFile(directory, program)}`,
  ].join('\n')
}
