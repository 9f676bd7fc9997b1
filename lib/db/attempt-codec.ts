/**
 * Attempts as bytes: Arrow IPC in gzip, exact to the microsecond.
 *
 * Times are stored as what is left after a prediction from the same row or the operation's attempt before it (an attempt
 * starts about when the wait after the last one is over, a drawn delay is about the nominal one). What is left is small,
 * and is stored in planes (all lowest bytes, then all second bytes, …), because gzip sees bytes and not numbers.
 */
import { gunzipSync, gzipSync } from 'node:zlib'
import { makeVector, Schema, Table, tableFromIPC, tableToIPC, type Vector } from 'apache-arrow'
import { OUTCOMES } from '@/lib/core/history/attempt'
import {
  CODE_COLUMNS,
  emptyColumns,
  NOT_TOLD,
  TIME_COLUMNS,
  type AttemptColumns,
} from '@/lib/core/history/attempt-columns'
import { DatabaseError } from './database-error'

/** 2 added `loss` (in 1 nothing was lost by a draw), 3 added `revision` (in 2 no answer told one). */
const VERSIONS = ['1', '2', '3'] as const
const VERSION = '3'
const OK = OUTCOMES.indexOf('ok')
/** Bytes of a residual: 8 hold any safe integer after zigzag. */
const MAX_PLANES = 8

/** Encodes the rows in use. */
export function encodeAttempts(columns: AttemptColumns): Uint8Array<ArrayBuffer> {
  const vectors: Record<string, Vector> = {}
  for (const name of CODE_COLUMNS) vectors[name] = makeVector(columns[name].slice(0, columns.length))
  const residuals = emptyResiduals(columns.length)
  walk(columns, (row, name, predicted) => {
    residuals[name][row] = zigzag(columns[name][row] ?? 0, predicted)
  })
  for (const name of RESIDUAL_COLUMNS)
    planesOf(residuals[name]).forEach((plane, index) => (vectors[`${name}.${index}`] = makeVector(plane)))
  const table = new Table(vectors)
  const schema = new Schema(table.schema.fields, new Map([['retryscope.attempts', VERSION]]))
  const bytes = tableToIPC(new Table(schema, table.batches), 'stream')
  return new Uint8Array(gzipSync(bytes, { level: 6 }))
}

/**
 * Decodes a batch.
 * @throws DatabaseError when the bytes are damaged or of another version
 */
export function decodeAttempts(bytes: Uint8Array): AttemptColumns {
  try {
    const table = tableFromIPC(gunzipSync(bytes))
    const named = table.schema.metadata.get('retryscope.attempts')
    const version = VERSIONS.find((known) => known === named)
    if (!version) throw new Error(`version ${named ?? 'unknown'}, expected ${VERSIONS.join(', ')}`)
    return fromTable(table, version)
  } catch (error) {
    throw new DatabaseError(
      'damaged',
      'A batch of attempts cannot be read: it is damaged or was written by another version. The summaries of its trial are kept apart and still hold.',
      error,
    )
  }
}

const RESIDUAL_COLUMNS = ['operation', 'revision', ...TIME_COLUMNS] as const
type ResidualColumn = (typeof RESIDUAL_COLUMNS)[number]

function fromTable(table: Table, version: (typeof VERSIONS)[number]): AttemptColumns {
  const columns = emptyColumns(table.numRows)
  columns.length = table.numRows
  // What was not kept yet stays 0.
  for (const name of CODE_COLUMNS)
    if (name !== 'loss' || version !== '1') columns[name].set(bytesOf(table, name))
  const residuals = Object.fromEntries(
    RESIDUAL_COLUMNS.map((name) => [name, joinPlanes(table, name)]),
  ) as Record<ResidualColumn, Float64Array>
  walk(columns, (row, name, predicted) => {
    columns[name][row] = unzigzag(residuals[name][row] ?? 0, predicted)
  })
  if (version === '1' || version === '2') columns.revision.fill(NOT_TOLD)
  return columns
}

/**
 * Visits every value that is stored as a residual with its prediction. A prediction uses only what has been visited
 * before, so decoding can write the values as it goes.
 */
function walk(
  columns: AttemptColumns,
  visit: (row: number, name: ResidualColumn, predicted: number) => void,
): void {
  const lastOperation: number[] = []
  let lastRevision = 0
  const rowOfAttemptBefore = new Map<number, number>()
  const at = (name: ResidualColumn, row: number) => columns[name][row] ?? 0
  for (let row = 0; row < columns.length; row++) {
    const arm = columns.arm[row] ?? 0
    visit(row, 'operation', lastOperation[arm] ?? 0)
    const operation = at('operation', row)
    lastOperation[arm] = operation
    const key = operation * 256 + arm
    const before = rowOfAttemptBefore.get(key)
    rowOfAttemptBefore.set(key, row)

    visit(row, 'nominalDelayUs', 0)
    visit(row, 'plannedDelayUs', at('nominalDelayUs', row))
    visit(row, 'actualDelayUs', at('plannedDelayUs', row))
    const waitedUntil = before === undefined ? null : at('endUs', before) + at('actualDelayUs', row)
    visit(row, 'startUs', waitedUntil ?? (row === 0 ? 0 : at('startUs', row - 1)))
    visit(row, 'intendedStartUs', before === undefined ? at('startUs', row) : at('intendedStartUs', before))
    visit(row, 'endUs', at('startUs', row))
    visit(row, 'operationEndUs', at('endUs', row))

    // Answers tell revisions, and those of one moment are close to each other, whichever key they are about.
    visit(row, 'revision', columns.outcome[row] === OK ? lastRevision : NOT_TOLD)
    if (at('revision', row) !== NOT_TOLD) lastRevision = at('revision', row)
  }
}

function emptyResiduals(length: number): Record<ResidualColumn, Float64Array> {
  return Object.fromEntries(RESIDUAL_COLUMNS.map((name) => [name, new Float64Array(length)])) as Record<
    ResidualColumn,
    Float64Array
  >
}

/** Small differences of either sign become small non-negative numbers: 0, −1, 1, −2, … → 0, 1, 2, 3, … */
function zigzag(value: number, predicted: number): number {
  const difference = value - predicted
  return difference >= 0 ? difference * 2 : -difference * 2 - 1
}

function unzigzag(code: number, predicted: number): number {
  return predicted + (code % 2 === 0 ? code / 2 : -(code + 1) / 2)
}

function planesOf(values: Float64Array): Uint8Array[] {
  const largest = values.reduce((max, value) => Math.max(max, value), 0)
  if (largest > Number.MAX_SAFE_INTEGER) throw new RangeError(`${largest} is too large to be kept`)
  const planes: Uint8Array[] = []
  for (let unit = 1; planes.length < MAX_PLANES && (planes.length === 0 || unit <= largest); unit *= 256)
    planes.push(Uint8Array.from(values, (value) => Math.floor(value / unit) % 256))
  return planes
}

function joinPlanes(table: Table, name: ResidualColumn): Float64Array {
  const values = new Float64Array(table.numRows)
  for (let index = 0, unit = 1; index < MAX_PLANES; index++, unit *= 256) {
    if (!table.getChild(`${name}.${index}`)) return values
    const plane = bytesOf(table, `${name}.${index}`)
    for (let row = 0; row < plane.length; row++) values[row] = (values[row] ?? 0) + (plane[row] ?? 0) * unit
  }
  return values
}

function bytesOf(table: Table, name: string): Uint8Array {
  const bytes: unknown = table.getChild(name)?.toArray()
  if (!(bytes instanceof Uint8Array) || bytes.length !== table.numRows)
    throw new Error(`column ${name} is missing or damaged`)
  return bytes
}
