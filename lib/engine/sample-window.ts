/** Samples what only the engine's own thread knows of its arms while a window is open: breakers and connections. */
import {
  BREAKER_STATES,
  MAX_CHANGES,
  seriesStepMs,
  type SeriesName,
  type TrialSeries,
} from '../core/history/series'
import type { LoadedArm } from './load'
import type { Client, Clock } from './ports'

export interface Sampling {
  clock: Clock
  /** Instant of the clock that is 0 in the series. */
  beginMs: number
  windowMs: number
  arms: readonly LoadedArm[]
}

/** Breakers are heard of at each change, connections four times a second. */
export class WindowSampler {
  readonly #sampling: Sampling
  readonly #series: TrialSeries[] = []

  constructor(sampling: Sampling) {
    this.#sampling = sampling
    for (const { strategy, window } of sampling.arms)
      if (strategy.watchBreaker) this.#watch(window.arm, strategy.watchBreaker.bind(strategy))
  }

  /** Samples until the signal is aborted: at the end of the window's last operation. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, beginMs, windowMs, arms } = this.#sampling
    const telling = arms.flatMap(({ window: { arm, client } }) =>
      client.connections
        ? [
            {
              client,
              open: this.#begin('connections-open', arm),
              waiting: this.#begin('connections-waiting', arm),
            },
          ]
        : [],
    )
    if (telling.length === 0) return
    const stepMs = seriesStepMs(windowMs)
    for (let step = 0; !signal.aborted; step++) {
      const atMs = clock.nowMs() - beginMs
      for (const { client, open, waiting } of telling) sample(client, atMs, open, waiting)
      await untilNext(clock, beginMs + (step + 1) * stepMs, signal)
    }
  }

  /** What was sampled so far. */
  get series(): TrialSeries[] {
    return this.#series
  }

  #begin(name: SeriesName, arm: number): TrialSeries {
    const series: TrialSeries = { name, arm, member: null, points: [] }
    this.#series.push(series)
    return series
  }

  #watch(arm: number, watch: NonNullable<LoadedArm['strategy']['watchBreaker']>): void {
    const { clock, beginMs } = this.#sampling
    const { points } = this.#begin('breaker', arm)
    points.push([0, BREAKER_STATES.indexOf('closed')])
    watch((state) => {
      if (points.length > MAX_CHANGES) return
      const isKnown = points.length < MAX_CHANGES
      points.push([clock.nowMs() - beginMs, isKnown ? BREAKER_STATES.indexOf(state) : null])
    })
  }
}

function sample(client: Client, atMs: number, open: TrialSeries, waiting: TrialSeries): void {
  const connections = client.connections?.()
  open.points.push([atMs, connections?.open ?? null])
  waiting.points.push([atMs, connections?.waiting ?? null])
}

async function untilNext(clock: Clock, atMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleepUntil(atMs, signal)
  } catch (error) {
    // Being told to stop is how it ends.
    if (!signal.aborted) throw error
  }
}
