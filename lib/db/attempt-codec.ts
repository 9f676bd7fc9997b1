/**
 * Attempts as bytes: Arrow IPC in gzip, exact to the microsecond.
 *
 * Times are stored as what is left after a prediction from the same row or the operation's attempt before it (an attempt
 * starts about when the wait after the last one is over, a drawn delay is about the nominal one). What is left is small,
 * and is stored in planes (all lowest bytes, then all second bytes, …), because gzip sees bytes and not numbers.
 */
import { constants, gunzipSync, gzipSync } from 'node:zlib'
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
/**
 * Planes are runs of one byte, or noise: looking for other repetitions makes gzip six times slower and saves nothing
 * (`npm run bench -- recorder-speed` has the figures of the alternatives).
 */
const COMPRESSION = { strategy: constants.Z_RLE }

/** Encodes the rows in use. */
export function encodeAttempts(columns: AttemptColumns): Uint8Array<ArrayBuffer> {
  const vectors: Record<string, Vector> = {}
  for (const name of CODE_COLUMNS) vectors[name] = makeVector(columns[name].slice(0, columns.length))
  const residuals = emptyResiduals(columns.length)
  walk(columns, (name) => {
    const [values, left] = [columns[name], residuals[name]]
    return (row, predicted) => (left[row] = zigzag(values[row] ?? 0, predicted))
  })
  for (const name of RESIDUAL_COLUMNS)
    planesOf(residuals[name]).forEach((plane, index) => (vectors[`${name}.${index}`] = makeVector(plane)))
  const table = new Table(vectors)
  const schema = new Schema(table.schema.fields, new Map([['retryscope.attempts', VERSION]]))
  const bytes = tableToIPC(new Table(schema, table.batches), 'stream')
  return new Uint8Array(gzipSync(bytes, COMPRESSION))
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
  walk(columns, (name) => {
    const [values, left] = [columns[name], residuals[name]]
    return (row, predicted) => (values[row] = unzigzag(left[row] ?? 0, predicted))
  })
  if (version === '1' || version === '2') columns.revision.fill(NOT_TOLD)
  return columns
}

type Visit = (row: number, predicted: number) => void

/**
 * Visits every value that is stored as a residual with its prediction. A prediction uses only what has been visited
 * before, so decoding can write the values as it goes.
 * @param visitorOf gives what visits the values of a column; one function per column, as looking a column up by its name for each
 * value takes most of the time
 */
function walk(columns: AttemptColumns, visitorOf: (name: ResidualColumn) => Visit): void {
  const { length, arm: arms, operation: operations, startUs, endUs } = columns
  const { nominalDelayUs, plannedDelayUs, actualDelayUs, intendedStartUs } = columns
  const { outcome: outcomes, revision: revisions } = columns
  const visitOperation = visitorOf('operation')
  const visitNominalDelay = visitorOf('nominalDelayUs')
  const visitPlannedDelay = visitorOf('plannedDelayUs')
  const visitActualDelay = visitorOf('actualDelayUs')
  const visitStart = visitorOf('startUs')
  const visitIntendedStart = visitorOf('intendedStartUs')
  const visitEnd = visitorOf('endUs')
  const visitOperationEnd = visitorOf('operationEndUs')
  const visitRevision = visitorOf('revision')
  const lastOperation: number[] = []
  let lastRevision = 0
  const rowOfAttemptBefore = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    const arm = arms[row] ?? 0
    visitOperation(row, lastOperation[arm] ?? 0)
    const operation = operations[row] ?? 0
    lastOperation[arm] = operation
    const key = operation * 256 + arm
    const before = rowOfAttemptBefore.get(key)
    rowOfAttemptBefore.set(key, row)

    visitNominalDelay(row, 0)
    visitPlannedDelay(row, nominalDelayUs[row] ?? 0)
    visitActualDelay(row, plannedDelayUs[row] ?? 0)
    const waitedUntil = before === undefined ? null : (endUs[before] ?? 0) + (actualDelayUs[row] ?? 0)
    visitStart(row, waitedUntil ?? (row === 0 ? 0 : (startUs[row - 1] ?? 0)))
    visitIntendedStart(row, (before === undefined ? startUs[row] : intendedStartUs[before]) ?? 0)
    visitEnd(row, startUs[row] ?? 0)
    visitOperationEnd(row, endUs[row] ?? 0)

    // Answers tell revisions, and those of one moment are close to each other, whichever key they are about.
    visitRevision(row, outcomes[row] === OK ? lastRevision : NOT_TOLD)
    const told = revisions[row] ?? NOT_TOLD
    if (told !== NOT_TOLD) lastRevision = told
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
  let largest = 0
  for (const value of values) if (value > largest) largest = value
  if (largest > Number.MAX_SAFE_INTEGER) throw new RangeError(`${largest} is too large to be kept`)
  const planes: Uint8Array[] = []
  for (let unit = 1; planes.length < MAX_PLANES && (planes.length === 0 || unit <= largest); unit *= 256) {
    const plane = new Uint8Array(values.length)
    // The array keeps the lowest byte of what it is given; up to 2⁵³ that is exact.
    for (let row = 0; row < plane.length; row++) plane[row] = Math.floor((values[row] ?? 0) / unit)
    planes.push(plane)
  }
  return planes
}

function joinPlanes(table: Table, name: string): Float64Array {
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
