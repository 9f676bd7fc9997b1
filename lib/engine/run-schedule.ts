/**
 * Runs the schedule of a window: each step injects its fault when it is due and takes it away when its time is over,
 * whatever the others do. All waits count from the window's begin, so a late step never delays the next.
 */
import { setMaxListeners } from 'node:events'
import type { FaultStep } from '../core/fault/fault'
import { intendedEntry, type LedgerEntry } from '../core/fault/ledger'
import { leavesUnknownOutcomes } from '../core/fault/settling'
import { faultOf } from '../core/fault/registry'
import { joinSignals } from './joined-signal'
import type { EnginePorts, Injected } from './ports'
import type { Disturbance } from './quiesce'

export interface ScheduleInput {
  steps: readonly FaultStep[]
  ports: Pick<EnginePorts, 'clock' | 'faults' | 'ledger'>
  /** Aborted when the window is given up. */
  signal: AbortSignal
  /** The arm whose window it is where arms run one after the other; null = all at once. */
  arm: number | null
  /** Told of each span in which requests can be left hanging; its end is filled in later. */
  disturbed(span: Disturbance): void
}

interface RunningStep {
  step: FaultStep
  entry: LedgerEntry
  remove: Injected['remove'] | null
  span: Disturbance
}

export class ScheduleRunner {
  readonly #input: ScheduleInput
  readonly #steps: RunningStep[]
  /** Ends the waits for ends: the last operation has ended. */
  readonly #over = new AbortController()
  #running: Promise<unknown> = Promise.resolve()
  #beginMs = NaN

  constructor(input: ScheduleInput) {
    this.#input = input
    // Every step of a scenario may wait for its end.
    setMaxListeners(0, this.#over.signal)
    this.#steps = input.steps.map((step) => ({
      step,
      entry: intendedEntry(step, input.arm),
      remove: null,
      span: { startMs: step.startMs, endMs: Infinity },
    }))
  }

  /** The ledger as it is now, in the order of the schedule. */
  get entries(): LedgerEntry[] {
    return this.#steps.map(({ entry }) => entry)
  }

  /** Writes down what is intended, then sets what is to be in place when the window begins. */
  async prepare(): Promise<void> {
    const { ports, signal } = this.#input
    if (this.#steps.length > 0) await ports.ledger.intend(this.entries)
    // Times of what is set before the begin are negative; until it is known, they count from here.
    this.#beginMs = this.#nowMs()
    for (const running of this.#steps.filter(({ step }) => isInPlaceAtBegin(step))) {
      signal.throwIfAborted()
      await this.#inject(running)
    }
  }

  /**
   * Begins to run what is due later.
   * @returns rejects when a fault could not be injected or removed, or the window is given up; never resolves early
   */
  run(beginMs: number): Promise<unknown> {
    this.#shiftTo(beginMs)
    this.#running = Promise.all(this.#steps.map((running) => this.#runStep(running)))
    return this.#running
  }

  /** Takes away what still acts, when the last operation has ended. What is being injected is waited for. */
  async finish(): Promise<void> {
    this.#over.abort()
    await this.#running
    await Promise.all(this.#steps.map((running) => this.#remove(running)))
  }

  async #runStep(running: RunningStep): Promise<void> {
    const { step } = running
    const { clock } = this.#input.ports
    if (!isInPlaceAtBegin(step)) {
      await clock.sleepUntil(this.#beginMs + step.startMs, this.#input.signal)
      await this.#inject(running)
    }
    if (faultOf(step).span === 'momentary' || step.endMs === null) return
    if (await this.#isOverBefore(this.#beginMs + step.endMs)) return
    await this.#remove(running)
  }

  /** Waits until the instant, or until the last operation has ended. @returns whether that came first */
  async #isOverBefore(atMs: number): Promise<boolean> {
    const { ports, signal } = this.#input
    const either = joinSignals(signal, this.#over.signal)
    try {
      await ports.clock.sleepUntil(atMs, either.signal)
      return false
    } catch (error) {
      if (signal.aborted || !this.#over.signal.aborted) throw error
      return true
    } finally {
      either.letGo()
    }
  }

  #nowMs(): number {
    return this.#input.ports.clock.nowMs()
  }

  /** On the window's clock. */
  #sinceBeginMs(): number {
    return this.#nowMs() - this.#beginMs
  }

  #shiftTo(beginMs: number): void {
    const shiftMs = this.#beginMs - beginMs
    for (const { entry } of this.#steps) {
      if (entry.actsMs !== null) entry.actsMs += shiftMs
      if (entry.verifiedMs !== null) entry.verifiedMs += shiftMs
    }
    this.#beginMs = beginMs
  }

  async #inject(running: RunningStep): Promise<void> {
    const { step, entry } = running
    const { faults } = this.#input.ports
    if (leavesUnknownOutcomes(step)) this.#input.disturbed(running.span)
    this.#note(entry, { state: 'injecting' })
    const acts = () => {
      entry.actsMs = this.#sinceBeginMs()
      running.span.startMs = entry.actsMs
    }
    let injected: Injected
    try {
      injected = await faults.inject(step, acts)
    } catch (error) {
      this.#note(entry, { state: 'stuck', problem: wordOf(error) })
      throw error
    }
    const { confirmed, detail, problem, remove } = injected
    const verifiedMs = this.#sinceBeginMs()
    const isMomentary = faultOf(step).span === 'momentary'
    if (isMomentary) running.span.endMs = verifiedMs
    running.remove = remove ?? null
    const state = remove ? 'active' : isMomentary && confirmed ? 'done' : 'failed'
    this.#note(entry, { state, verifiedMs, confirmed, detail, problem })
  }

  async #remove(running: RunningStep): Promise<void> {
    const { entry, remove } = running
    if (!remove) return
    running.remove = null
    try {
      await remove((detail, problem) => this.#note(entry, { detail, problem }))
    } catch (error) {
      this.#note(entry, { state: 'stuck', problem: wordOf(error) })
      throw error
    }
    running.span.endMs = this.#sinceBeginMs()
    this.#note(entry, { state: 'removed', removedMs: running.span.endMs })
  }

  #note(entry: LedgerEntry, changes: Partial<LedgerEntry>): void {
    Object.assign(entry, changes)
    this.#input.ports.ledger.changed({ ...entry })
  }
}

/** A lasting fault from the very begin on is there when the first operation starts. */
function isInPlaceAtBegin(step: FaultStep): boolean {
  return step.startMs === 0 && faultOf(step).span === 'lasting'
}

function wordOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
