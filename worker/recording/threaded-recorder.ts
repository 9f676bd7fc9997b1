/** Stores attempts in a thread of its own. A batch is copied to it, as the supervisor judges the trial by its own copy. */
import { Worker } from 'node:worker_threads'
import type { Claim } from '@/lib/db/claim-run'
import type { AttemptStore, ColumnBatch, EncodedAttempts } from './attempt-store'
import type { Log } from '../log/log'
import { receivedError, type FromRecorder, type RecorderData, type ToRecorder } from './recorder-messages'

export interface ThreadedRecorderOptions extends RecorderData {
  /** The bundle of worker/recording/recorder-thread.ts. */
  threadFile: string
  log: Pick<Log, 'warn'>
}

interface Waiting {
  resolve(data: EncodedAttempts): void
  reject(error: Error): void
}

export class ThreadedRecorder implements AttemptStore {
  readonly #thread: Worker
  readonly #log: Pick<Log, 'warn'>
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  /** Why nothing can be stored any more. */
  #ended: Error | null = null

  /** Starts the thread at once: it is ready long before a lab is. */
  constructor({ threadFile, databaseFile, log }: ThreadedRecorderOptions) {
    const workerData: RecorderData = { databaseFile }
    this.#log = log
    this.#thread = new Worker(threadFile, { workerData, name: 'recorder' })
    this.#thread.on('message', (message: FromRecorder) => this.#hear(message))
    this.#thread.on('error', (error) => this.#end(new Error('the recorder crashed', { cause: error })))
    this.#thread.on('exit', () => this.#end(new Error('the recorder has ended')))
  }

  store(claim: Claim, { trialIndex, sequence, columns }: ColumnBatch): Promise<EncodedAttempts> {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = ++this.#lastId
    const { runId, owner, epoch } = claim
    const message: ToRecorder = {
      ...{ id, claim: { runId, owner, epoch } },
      batch: { trialIndex, sequence, columns },
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#thread.postMessage(message)
    })
  }

  async close(): Promise<void> {
    await this.#thread.terminate()
  }

  #hear(message: FromRecorder): void {
    if (message.type === 'warn') {
      this.#log.warn({ cause: message.cause }, message.message)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.type === 'stored') waiting?.resolve(message.data)
    else waiting?.reject(receivedError(message.error))
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#waiting.values()) reject(this.#ended)
    this.#waiting.clear()
  }
}
