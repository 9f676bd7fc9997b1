/**
 * Attempts as an Arrow IPC file, which pandas, Polars and DuckDB open as it is: a record batch per batch of columns, texts as
 * dictionaries of their stored codes, times in milliseconds. The columns are those of the CSV (docs/attempts-as-csv.md).
 */
import {
  AsyncByteQueue,
  Dictionary,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  Uint32,
  Uint8,
  Utf8,
  vectorFromArray,
  type Data,
  type DataType,
  type Vector,
} from 'apache-arrow'
import { LOSSES, OUTCOMES, REQUEST_KINDS, STOP_REASONS } from '@/lib/core/history/attempt'
import { NOT_TOLD, TIME_COLUMNS, type AttemptColumns } from '@/lib/core/history/attempt-columns'
import type { CsvTrial } from '@/lib/core/history/attempt-csv'
import { ERROR_CLASSES } from '@/lib/core/history/error-class'

/** A file that is written piece by piece; nothing of it stays in memory once it has been taken. */
export interface ArrowFile {
  /** The bytes that a trial's attempts add. */
  add(columns: AttemptColumns, trial: CsvTrial): Uint8Array[]
  /** The last bytes. */
  end(): Uint8Array[]
}

/**
 * @param labels of the strategies, by arm
 * @param metadata of the file's schema
 */
export function arrowFile(labels: readonly string[], metadata: ReadonlyMap<string, string>): ArrowFile {
  const columns = [...trialColumns(), ...attemptColumns(labels)]
  const fields = columns.map(({ name, type, nullable = false }) => new Field(name, type, nullable))
  const schema = new Schema(fields, new Map(metadata))
  const pieces = new Pieces()
  const writer = new RecordBatchFileWriter({ autoDestroy: false })
  writer.reset(pieces, schema)
  return {
    add(attempts, trial) {
      const { length } = attempts
      const children = columns.map((column) => column.data(attempts, trial))
      const data = makeData({ type: new Struct(fields), length, nullCount: 0, children })
      writer.write(new RecordBatch(schema, data))
      return pieces.take()
    },
    end() {
      writer.finish()
      return pieces.take()
    },
  }
}

/** What has been written and nobody has taken yet. */
class Pieces extends AsyncByteQueue {
  private pieces: Uint8Array[] = []

  override write(piece: Uint8Array): void {
    if (piece.byteLength > 0) this.pieces.push(piece)
  }

  take(): Uint8Array[] {
    const all = this.pieces
    this.pieces = []
    return all
  }
}

interface Column {
  name: string
  type: DataType
  nullable?: boolean
  data(columns: AttemptColumns, trial: CsvTrial): Data
}

/** The same in all rows of a batch. */
function trialColumns(): Column[] {
  const whole = (name: string, of: (trial: CsvTrial) => number): Column => ({
    name,
    type: new Uint32(),
    data: ({ length }, trial) =>
      makeData({ type: new Uint32(), length, nullCount: 0, data: new Uint32Array(length).fill(of(trial)) }),
  })
  const fault = (name: keyof CsvTrial['point']): Column => ({
    name,
    type: new Float64(),
    data: ({ length }, { point }) => numbers(new Float64Array(length).fill(point[name])),
  })
  return [
    whole('trial', ({ index }) => index + 1),
    whole('repetition', ({ repetition }) => repetition + 1),
    ...(['lossPercent', 'latencyMs', 'jitterMs', 'leaderSwitchesPerMinute'] as const).map(fault),
  ]
}

function attemptColumns(labels: readonly string[]): Column[] {
  const texts = {
    kind: dictionary('kind', REQUEST_KINDS, 1),
    outcome: dictionary('outcome', OUTCOMES, 2),
    errorClass: dictionary('errorClass', ERROR_CLASSES, 3),
    loss: dictionary('loss', LOSSES, 4),
    stop: dictionary('stop', STOP_REASONS, 5),
  }
  const small = (name: 'attempt' | 'member'): Column => ({
    name,
    type: new Uint8(),
    data: ({ [name]: codes, length }) =>
      makeData({ type: new Uint8(), length, nullCount: 0, data: codes.slice(0, length) }),
  })
  const time = (name: (typeof TIME_COLUMNS)[number]): Column => ({
    name: name.replace(/Us$/, 'Ms'),
    type: new Float64(),
    data: ({ [name]: us, length }) => numbers(us.slice(0, length).map((value) => value / 1000)),
  })
  return [
    dictionary('arm', labels, 0, 'strategy'),
    {
      name: 'operation',
      type: new Uint32(),
      data: ({ operation, length }) =>
        makeData({ type: new Uint32(), length, nullCount: 0, data: operation.slice(0, length) }),
    },
    small('attempt'),
    texts.kind,
    small('member'),
    ...TIME_COLUMNS.filter((name) => name !== 'operationEndUs').map(time),
    texts.outcome,
    texts.errorClass,
    texts.loss,
    texts.stop,
    time('operationEndUs'),
    { name: 'revision', type: new Int64(), nullable: true, data: revisions },
  ]
}

function numbers(data: Float64Array): Data {
  return makeData({ type: new Float64(), length: data.length, nullCount: 0, data })
}

/** One dictionary for all batches: a file may not replace it. */
function dictionary(
  code: 'arm' | 'kind' | 'outcome' | 'errorClass' | 'loss' | 'stop',
  texts: readonly string[],
  id: number,
  name: string = code,
): Column {
  const type = new Dictionary(new Utf8(), new Uint8(), id)
  const values: Vector<Utf8> = vectorFromArray([...texts], new Utf8())
  return {
    name,
    type,
    data: ({ [code]: codes, length }) =>
      makeData({ type, length, nullCount: 0, data: codes.slice(0, length), dictionary: values }),
  }
}

/** Null where an answer told none. */
function revisions({ revision, length }: AttemptColumns): Data {
  const data = new BigInt64Array(length)
  const nullBitmap = new Uint8Array(Math.ceil(length / 8))
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    const told = revision[row] ?? NOT_TOLD
    if (told === NOT_TOLD) nullCount += 1
    else {
      data[row] = BigInt(told)
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7))
    }
  }
  return makeData({ type: new Int64(), length, nullCount, nullBitmap, data })
}
