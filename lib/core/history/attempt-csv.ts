/** Attempts as CSV (RFC 4180), for whoever wants to compute a figure again: one row per attempt, times in milliseconds. */
import type { AttemptRecord } from './attempt'

const COLUMNS = [
  'operation',
  'attempt',
  'kind',
  'member',
  'intendedStartMs',
  'startMs',
  'endMs',
  'outcome',
  'errorClass',
  'loss',
  'nominalDelayMs',
  'plannedDelayMs',
  'actualDelayMs',
  'stop',
  'operationEndMs',
  'revision',
] as const satisfies readonly (keyof AttemptRecord)[]

/** The first line. Trials are counted from 1, as on screen. */
export function attemptCsvHead(): string {
  return `trial,strategy,${COLUMNS.join(',')}\r\n`
}

/** @param labels of the strategies, by arm */
export function attemptCsvRow(trialIndex: number, labels: readonly string[], attempt: AttemptRecord): string {
  const label = quoted(labels[attempt.arm] ?? `strategy ${attempt.arm + 1}`)
  // To the microsecond, as they are stored.
  const values = COLUMNS.map((name) => {
    const value = attempt[name] ?? ''
    return typeof value === 'number' ? String(Number(value.toFixed(3))) : value
  })
  return `${trialIndex + 1},${label},${values.join(',')}\r\n`
}

/** Always in quotation marks; what a spreadsheet would take for a formula begins with an apostrophe. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
