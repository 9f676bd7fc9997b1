/** Test support: a laboratory in virtual time that writes down what the engine asked of it. */
import { planTrials } from '../core/experiment/plan'
import type { LedgerEntry } from '../core/fault/ledger'
import { checkSpec, type ExperimentSpec } from '../core/experiment/spec'
import { isWrite, type AttemptRecord } from '../core/history/attempt'
import { createStrategy } from '../core/strategy/registry'
import type {
  AttemptReply,
  AttemptRequest,
  EnginePorts,
  Leadership,
  LeaderWatcher,
  LinkProber,
  LossPlan,
  WriteHistory,
} from './ports'
import { runTrial } from './run-trial'
import { VirtualClock } from './virtual-clock'

export const OK: AttemptReply = { outcome: 'ok', errorClass: 'none' }
export const FAILED: AttemptReply = { outcome: 'fail', errorClass: 'no-leader' }

export class VirtualLab {
  readonly clock = new VirtualClock()
  readonly records: AttemptRecord[] = []
  readonly events: string[] = []
  readonly requests: (AttemptRequest & { prefix: string; atMs: number })[] = []
  readonly ledgerChanges: LedgerEntry[] = []
  readonly lossPlans: LossPlan[] = []
  openClients = 0
  faultSet = false
  #windowMs = 0
  moveLeader = async () => {
    await this.clock.sleepUntil(this.clock.nowMs() + 105)
    return { from: 'm1', to: 'm2', confirmed: true, problem: null as string | null }
  }

  /** The first member leads for ever, and answers, unless changed. */
  leaders: Omit<LeaderWatcher, 'look'> & { leader(signal: AbortSignal): Promise<Leadership | null> } = {
    leader: () => Promise.resolve({ member: 0, term: '1' }),
    readThrough: () => Promise.resolve(true),
    readsSent: 0,
  }

  /** What took effect: nobody knows, unless changed. */
  history: () => WriteHistory = () => ({ problem: 'a virtual lab keeps no history' })

  /** What a probe takes. */
  roundTripMs: LinkProber['roundTripMs'] = () => Promise.resolve(1)

  constructor(
    readonly answer: (request: AttemptRequest, atMs: number) => { afterMs: number; reply: AttemptReply },
  ) {}

  readonly ports: EnginePorts = {
    strategies: createStrategy,
    clock: this.clock,
    recorder: { record: (attempt) => this.records.push(attempt) },
    loop: { takeLongestStallMs: () => 0 },
    observer: {
      phase: (phase) => {
        if (phase === 'window') this.#windowMs = this.clock.nowMs()
        this.events.push(phase)
      },
    },
    faults: {
      inject: async (step, acts) => {
        acts()
        const removed = () => {
          this.faultSet = false
          this.events.push(`removed ${step.id} at ${this.#sinceWindow()}`)
          return Promise.resolve()
        }
        if (step.fault === 'leader-transfer') {
          const { from, to, confirmed, problem } = await this.moveLeader()
          return { confirmed, detail: `${from} → ${to}`, problem }
        }
        this.faultSet = true
        this.events.push(`injected ${step.id} at ${this.#sinceWindow()}`)
        return { confirmed: true, detail: '', problem: null, remove: removed }
      },
      heal: () => {
        this.faultSet = false
        this.events.push('healed')
        return Promise.resolve()
      },
    },
    ledger: {
      intend: (entries) => {
        this.events.push(`intended ${entries.map(({ step }) => step).join(', ')}`)
        return Promise.resolve()
      },
      changed: (entry) => this.ledgerChanges.push(entry),
    },
    leaders: {
      look: async (signal) => ({
        leader: await this.leaders.leader(signal),
        members: ['agrees', 'agrees', 'agrees'],
        spareAnswers: null,
      }),
      readThrough: (...read) => this.leaders.readThrough(...read),
      readsSent: 0,
    },
    prober: {
      links: ['client'],
      roundTripMs: (...probe) => this.roundTripMs(...probe),
      connect: () => Promise.resolve({ byName: true, byAddress: true }),
    },
    target: {
      members: ['m1', 'm2', 'm3'],
      clean: (prefix) => {
        this.events.push(`clean ${prefix}`)
        return Promise.resolve()
      },
      requestsArrived: () => Promise.resolve(this.requests.length),
      writesApplied: () => Promise.resolve(this.history()),
      nameFailures: () => null,
      packets: () => Promise.resolve(null),
      openLossPaths: (plan) => {
        this.lossPlans.push(plan)
        return Promise.resolve({ close: () => Promise.resolve({ missed: 0 }) })
      },
      openClient: ({ prefix }) => {
        this.openClients += 1
        return Promise.resolve({
          close: () => (this.openClients -= 1),
          attempt: async (request) => {
            const atMs = this.clock.nowMs()
            this.requests.push({ ...request, prefix, atMs })
            const { afterMs, reply } = this.answer(request, atMs)
            try {
              await this.clock.sleepUntil(atMs + Math.min(afterMs, request.timeoutMs), request.signal)
            } catch {
              return { outcome: isWrite(request.kind) ? 'info' : 'fail', errorClass: 'cancelled' }
            }
            if (afterMs <= request.timeoutMs) return reply
            return { outcome: isWrite(request.kind) ? 'info' : 'fail', errorClass: 'attempt-timeout' }
          },
        })
      },
    },
  }

  #sinceWindow(): number {
    return this.clock.nowMs() - this.#windowMs
  }

  run(spec: ExperimentSpec, signal = new AbortController().signal) {
    const trial = planTrials(spec)[0]
    if (!trial) throw new Error('no trial')
    return this.clock.run(runTrial({ spec, seed: 9, trial, keyPrefix: 'p/' }, this.ports, signal))
  }
}

/** A checked spec: one strategy without retries and a window of one second, unless changed. */
export function specOf(changes: object): ExperimentSpec {
  const result = checkSpec({
    name: 'A',
    strategies: [{ use: 'no-retry' }],
    trialDurationMs: 1000,
    ...changes,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.spec
}
