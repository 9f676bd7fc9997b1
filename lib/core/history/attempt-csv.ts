/**
 * Attempts as CSV (RFC 4180), for whoever wants to compute a figure again: one row per attempt, times in milliseconds. What each
 * column means stands in docs/attempts-as-csv.md.
 */
import { csvQuoted } from '../export/csv'
import type { FaultPoint } from '../fault/fault-point'
import type { AttemptRecord } from './attempt'

/** The trial that an attempt belongs to. */
export interface CsvTrial {
  /** From 0; so is the repetition. */
  index: number
  repetition: number
  point: FaultPoint
}

const POINT_COLUMNS = [
  'lossPercent',
  'latencyMs',
  'jitterMs',
  'leaderSwitchesPerMinute',
] as const satisfies readonly (keyof FaultPoint)[]

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

/** The first line. Trials and repetitions are counted from 1, as on screen. */
export function attemptCsvHead(): string {
  return `trial,repetition,${POINT_COLUMNS.join(',')},strategy,${COLUMNS.join(',')}\r\n`
}

/** @param labels of the strategies, by arm */
export function attemptCsvRow(
  { index, repetition, point }: CsvTrial,
  labels: readonly string[],
  attempt: AttemptRecord,
): string {
  const label = csvQuoted(labels[attempt.arm] ?? `strategy ${attempt.arm + 1}`)
  // To the microsecond, as they are stored.
  const values = COLUMNS.map((name) => {
    const value = attempt[name] ?? ''
    return typeof value === 'number' ? String(Number(value.toFixed(3))) : value
  })
  const faults = POINT_COLUMNS.map((name) => point[name])
  return `${index + 1},${repetition + 1},${faults.join(',')},${label},${values.join(',')}\r\n`
}

/** A line in place of attempts that cannot be read: what is missing must not pass for what never was. */
export function attemptCsvNote(text: string): string {
  return `"# ${text.replaceAll('"', '""')}"\r\n`
}
