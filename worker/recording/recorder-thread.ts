/**
 * The thread that encodes attempts and writes them into the database, by a connection of its own: neither takes time of the
 * supervisor, which has to answer the engine, nor of the engine, which measures.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '@/lib/db/database'
import { storeHere } from './attempt-store'
import { sentError, textOf, type FromRecorder, type RecorderData, type ToRecorder } from './recorder-messages'

const port = parentPort
if (!port) throw new Error('recorder-thread runs only as a worker thread')

const db = openDatabase((workerData as RecorderData).databaseFile)
const log = {
  warn: (fields: object, message: string) =>
    say({ type: 'warn', message, cause: 'err' in fields ? textOf(fields.err) : '' }),
}
/** One batch after the other: SQLite has one writer. */
let before = Promise.resolve()

port.on('message', (message: ToRecorder) => {
  before = before.then(() => store(message))
})

async function store({ id, claim, batch }: ToRecorder): Promise<void> {
  try {
    const data = await storeHere(claim, batch, db, log)
    say({ type: 'stored', id, data }, [data.buffer])
  } catch (error) {
    say({ type: 'failed', id, error: sentError(error, claim.runId) })
  }
}

function say(message: FromRecorder, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer)
}
