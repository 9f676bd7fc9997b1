/**
 * Many attempts as columns of numbers: cheap to fill while measuring, to hand to another thread and to compress.
 * Times are whole microseconds, so what is summarised and what is stored are the same values.
 */
import { LOSSES, OUTCOMES, REQUEST_KINDS, STOP_REASONS, type AttemptRecord } from './attempt'
import { ERROR_CLASSES } from './error-class'

/** The small numbers of an attempt; texts by their place in the stored lists. */
export const CODE_COLUMNS = [
  'arm',
  'attempt',
  'kind',
  'member',
  'outcome',
  'errorClass',
  'stop',
  'loss',
] as const
/** In the column of revisions, which are 0 and more. */
export const NOT_TOLD = -1

/** The times of an attempt. */
export const TIME_COLUMNS = [
  'intendedStartUs',
  'startUs',
  'endUs',
  'nominalDelayUs',
  'plannedDelayUs',
  'actualDelayUs',
  'operationEndUs',
] as const

export type AttemptColumns = {
  /** Rows in use; the arrays may be longer. */
  length: number
  operation: Uint32Array<ArrayBuffer>
  /** {@link NOT_TOLD} = the attempt has none. */
  revision: Float64Array<ArrayBuffer>
} & Record<(typeof CODE_COLUMNS)[number], Uint8Array<ArrayBuffer>> &
  Record<(typeof TIME_COLUMNS)[number], Float64Array<ArrayBuffer>>

/** Empty columns with room for so many attempts. */
export function emptyColumns(capacity: number): AttemptColumns {
  const code = () => new Uint8Array(capacity)
  const time = () => new Float64Array(capacity)
  return {
    length: 0,
    operation: new Uint32Array(capacity),
    revision: time(),
    arm: code(),
    attempt: code(),
    kind: code(),
    member: code(),
    outcome: code(),
    errorClass: code(),
    stop: code(),
    loss: code(),
    intendedStartUs: time(),
    startUs: time(),
    endUs: time(),
    nominalDelayUs: time(),
    plannedDelayUs: time(),
    actualDelayUs: time(),
    operationEndUs: time(),
  }
}

/** How many more attempts fit. */
export function roomIn(columns: AttemptColumns): number {
  return columns.operation.length - columns.length
}

/** Adds an attempt; times are rounded to microseconds. The columns must have room. */
export function pushAttempt(columns: AttemptColumns, record: AttemptRecord): void {
  const row = columns.length
  if (row >= columns.operation.length) throw new RangeError('the columns are full')
  columns.operation[row] = record.operation
  columns.revision[row] = record.revision ?? NOT_TOLD
  columns.arm[row] = record.arm
  columns.attempt[row] = record.attempt
  columns.kind[row] = REQUEST_KINDS.indexOf(record.kind)
  columns.member[row] = record.member
  columns.outcome[row] = OUTCOMES.indexOf(record.outcome)
  columns.errorClass[row] = ERROR_CLASSES.indexOf(record.errorClass)
  columns.stop[row] = STOP_REASONS.indexOf(record.stop)
  columns.loss[row] = LOSSES.indexOf(record.loss)
  columns.intendedStartUs[row] = Math.round(record.intendedStartMs * 1000)
  columns.startUs[row] = Math.round(record.startMs * 1000)
  columns.endUs[row] = Math.round(record.endMs * 1000)
  columns.nominalDelayUs[row] = Math.round(record.nominalDelayMs * 1000)
  columns.plannedDelayUs[row] = Math.round(record.plannedDelayMs * 1000)
  columns.actualDelayUs[row] = Math.round(record.actualDelayMs * 1000)
  columns.operationEndUs[row] = Math.round(record.operationEndMs * 1000)
  columns.length = row + 1
}

/**
 * Copies rows of one into the room of another.
 * @param from first row to copy
 * @returns how many were copied
 */
export function appendColumns(target: AttemptColumns, source: AttemptColumns, from: number): number {
  const count = Math.min(roomIn(target), source.length - from)
  for (const name of ['operation', 'revision'] as const)
    target[name].set(source[name].subarray(from, from + count), target.length)
  for (const name of CODE_COLUMNS) target[name].set(source[name].subarray(from, from + count), target.length)
  for (const name of TIME_COLUMNS) target[name].set(source[name].subarray(from, from + count), target.length)
  target.length += count
  return count
}

/** The attempt in one row. */
export function attemptAt(columns: AttemptColumns, row: number): AttemptRecord {
  if (row < 0 || row >= columns.length) throw new RangeError(`there is no row ${row}`)
  const number = (column: Exclude<keyof AttemptColumns, 'length'>) => columns[column][row] ?? NaN
  const record: AttemptRecord = {
    arm: number('arm'),
    operation: number('operation'),
    attempt: number('attempt'),
    kind: named(REQUEST_KINDS, number('kind')),
    member: number('member'),
    outcome: named(OUTCOMES, number('outcome')),
    errorClass: named(ERROR_CLASSES, number('errorClass')),
    stop: named(STOP_REASONS, number('stop')),
    loss: named(LOSSES, number('loss')),
    intendedStartMs: number('intendedStartUs') / 1000,
    startMs: number('startUs') / 1000,
    endMs: number('endUs') / 1000,
    nominalDelayMs: number('nominalDelayUs') / 1000,
    plannedDelayMs: number('plannedDelayUs') / 1000,
    actualDelayMs: number('actualDelayUs') / 1000,
    operationEndMs: number('operationEndUs') / 1000,
  }
  // No spread: a trial may have a million, and objects of one shape are quick to make and to read.
  const revision = number('revision')
  if (revision !== NOT_TOLD) record.revision = revision
  return record
}

/** All attempts of several columns, one after the other. */
export function* attemptsOf(parts: Iterable<AttemptColumns>): Generator<AttemptRecord> {
  for (const columns of parts) for (let row = 0; row < columns.length; row++) yield attemptAt(columns, row)
}

/** The buffers to hand over when columns are posted to another thread. */
export function buffersOf(columns: AttemptColumns): ArrayBuffer[] {
  return [
    columns.operation,
    columns.revision,
    ...[...CODE_COLUMNS, ...TIME_COLUMNS].map((name) => columns[name]),
  ].map((column) => column.buffer)
}

function named<Name extends string>(names: readonly Name[], code: number): Name {
  const name = names[code]
  if (name === undefined) throw new RangeError(`code ${code} stands for nothing in ${names.join(', ')}`)
  return name
}
