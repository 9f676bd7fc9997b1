/** Runs the engine in a thread of its own, and ends it by force when it does not end by itself. */
import { Worker } from 'node:worker_threads'
import type { Lab, ProgramControl } from '@/lib/lab/lab'
import { LabError } from '@/lib/lab/lab-error'
import { OwnStrategyError } from '@/lib/lab/own-strategies/own-strategy-error'
import { createFaultInjector } from '@/lib/lab/lab-faults'
import type { TrialInput, TrialResult } from '@/lib/engine/trial'
import { EngineError, type Engine, type TrialListener } from './engine'
import type { FromEngine, ToEngine } from './engine-messages'
import type { Log } from '../log/log'
import { passOrderOn } from './program-bridge'

/** How long the thread may take to heal and give up a trial before it is ended by force. */
const ABORT_TIMEOUT_MS = 1_200

export interface ThreadedEngineOptions {
  lab: Pick<Lab, 'address' | 'programs'>
  /** The bundle of worker/engine/engine-thread.ts. */
  threadFile: string
  log: Log
}

export class ThreadedEngine implements Engine {
  readonly #options: ThreadedEngineOptions
  #thread: Worker | null = null

  constructor(options: ThreadedEngineOptions) {
    this.#options = options
  }

  async runTrial(input: TrialInput, listener: TrialListener, signal: AbortSignal): Promise<TrialResult> {
    signal.throwIfAborted()
    const thread = (this.#thread ??= this.#start())
    try {
      return await converse(thread, this.#options.lab.programs, input, listener, signal)
    } catch (error) {
      if (error instanceof NoAnswerError) {
        await this.close()
        await this.#healFromHere()
        throw reasonOf(signal)
      }
      throw error
    }
  }

  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.terminate()
  }

  #start(): Worker {
    const thread = new Worker(this.#options.threadFile, {
      workerData: this.#options.lab.address,
      name: 'engine',
    })
    const forget = () => {
      if (this.#thread === thread) this.#thread = null
    }
    thread.on('error', forget)
    thread.on('exit', forget)
    return thread
  }

  /** The thread may have died with faults set; they must not outlive it. */
  async #healFromHere(): Promise<void> {
    const { address, programs } = this.#options.lab
    const faults = createFaultInjector(address, programs)
    try {
      await faults.heal()
    } catch (error) {
      // The lab may be the reason why the thread did not answer; whoever stops the lab next removes the faults with it.
      this.#options.log.warn({ err: error }, 'faults could not be removed after the engine was ended')
    } finally {
      faults.close()
    }
  }
}

class NoAnswerError extends Error {}

function converse(
  thread: Worker,
  programs: ProgramControl | null,
  input: TrialInput,
  listener: TrialListener,
  signal: AbortSignal,
): Promise<TrialResult> {
  return new Promise((resolve, reject) => {
    let patience: NodeJS.Timeout | undefined
    const settle = (act: () => void) => {
      clearTimeout(patience)
      signal.removeEventListener('abort', abort)
      thread.off('message', hear).off('error', crashed).off('exit', exited)
      act()
    }
    const say = (message: ToEngine) => thread.postMessage(message)
    const abort = () => {
      say({ type: 'abort' })
      patience = setTimeout(() => settle(() => reject(new NoAnswerError())), ABORT_TIMEOUT_MS)
    }
    const hear = (message: FromEngine) => {
      switch (message.type) {
        case 'phase':
          return listener.phase(message.phase)
        case 'attempts':
          return listener.attempts(message.columns)
        case 'intend':
          return void listener.intend(message.entries).then(
            () => say({ type: 'intended', problem: null }),
            // The listener has ended the trial by its own means; the thread only must not wait for ever.
            (error: unknown) => say({ type: 'intended', problem: String(error) }),
          )
        case 'ledger':
          return listener.ledger(message.entry)
        case 'order':
          return void passOrderOn(message, programs, say)
        case 'finished':
          return settle(() => (signal.aborted ? reject(reasonOf(signal)) : resolve(message.result)))
        case 'failed':
          return settle(() => reject(signal.aborted ? reasonOf(signal) : errorFrom(message)))
      }
    }
    const crashed = (error: unknown) =>
      settle(() => reject(signal.aborted ? new NoAnswerError() : mistake('crashed', error)))
    const exited = () => crashed(new Error('the thread exited'))
    thread.on('message', hear).on('error', crashed).on('exit', exited)
    signal.addEventListener('abort', abort, { once: true })
    say({ type: 'run', input })
  })
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason))
}

function errorFrom(message: Extract<FromEngine, { type: 'failed' }>): Error {
  if (message.isLabError) return new LabError(message.message)
  if (message.isOwnStrategyError) return new OwnStrategyError(message.message)
  const cause = new Error(message.message)
  cause.stack = message.stack
  return mistake('failed', cause)
}

function mistake(what: string, cause: unknown): EngineError {
  const text = cause instanceof Error ? cause.message : String(cause)
  return new EngineError(
    `The engine ${what} in the middle of a trial: ${text}. This is a mistake in Retryscope; the log has the details.`,
    { cause },
  )
}
