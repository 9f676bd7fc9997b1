/**
 * Asks the members of the lab's etcd for their proposals while operations run, around the faults. In the supervisor, whose event
 * loop nothing is measured by.
 */
import { seriesStepMs, type SeriesName, type TrialSeries } from '@/lib/core/history/series'
import type { TrialPhase } from '@/lib/core/summary/report'
import { readProposals } from '@/lib/lab/etcd/proposals'
import type { LabAddress } from '@/lib/lab/lab'

/**
 * A member writes its whole metrics page for each question, which costs it some 7 ms (etcd 3.7, two cores): twice a second where
 * faults touch the cluster itself and something is to be seen, once a second elsewhere.
 */
const DISTURBED_STEP_MS = 500
const CALM_STEP_MS = 1_000
type MemberSeries = Extract<SeriesName, 'proposals-pending' | 'proposals-failed' | 'has-leader'>

export interface MemberWatching {
  address: LabAddress
  windowMs: number
  /** True: there are faults of the cluster itself. */
  disturbed: boolean
  /** True: each window is that of one arm, in the spec's order. */
  sequential: boolean
  /** Left out = asks the members. */
  read?: typeof readProposals
}

/** Follows the phases of one trial. Its zero is when the supervisor hears of a window's begin: within milliseconds of it. */
export class MemberWatch {
  readonly #watching: MemberWatching
  readonly #series: TrialSeries[] = []
  readonly #failedBefore = new Map<string, number>()
  #windows = 0
  #stop: AbortController | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(watching: MemberWatching) {
    this.#watching = watching
  }

  phase(phase: TrialPhase): void {
    if (phase === 'window') this.#begin()
    else if (phase !== 'drain') this.#stop?.abort()
  }

  /** What was sampled, without what nobody could tell. Ends the watch. */
  async finish(): Promise<TrialSeries[]> {
    this.#stop?.abort()
    await this.#running
    return this.#series.filter(({ points }) => points.some(([, value]) => value !== null))
  }

  #begin(): void {
    this.#stop?.abort()
    const { address, sequential } = this.#watching
    const arm = sequential ? this.#windows : null
    this.#windows += 1
    if (address.target === 'http') return
    const stop = new AbortController()
    this.#stop = stop
    this.#failedBefore.clear()
    this.#running = this.#running.then(() => this.#run(arm, performance.now(), stop.signal))
  }

  async #run(arm: number | null, beginMs: number, signal: AbortSignal): Promise<void> {
    const { address, windowMs, disturbed, read = readProposals } = this.#watching
    const stepMs = Math.max(disturbed ? DISTURBED_STEP_MS : CALM_STEP_MS, seriesStepMs(windowMs))
    for (let step = 1; !signal.aborted; step++) {
      const atMs = performance.now() - beginMs
      for (const { member, proposals } of await read(address)) {
        const failedBefore = this.#failedBefore.get(member)
        if (proposals) this.#failedBefore.set(member, proposals.failed)
        const failed =
          !proposals || failedBefore === undefined ? null : Math.max(0, proposals.failed - failedBefore)
        this.#add('proposals-pending', arm, member, atMs, proposals?.pending ?? null)
        this.#add('proposals-failed', arm, member, atMs, failed)
        this.#add('has-leader', arm, member, atMs, proposals && (proposals.hasLeader ? 1 : 0))
      }
      await pause(beginMs + step * stepMs - performance.now(), signal)
    }
  }

  #add(name: MemberSeries, arm: number | null, member: string, atMs: number, value: number | null) {
    let series = this.#series.find((one) => one.name === name && one.arm === arm && one.member === member)
    if (!series) this.#series.push((series = { name, arm, member, points: [] }))
    series.points.push([atMs, value])
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.max(0, ms))
    signal.addEventListener('abort', end)
  })
}
