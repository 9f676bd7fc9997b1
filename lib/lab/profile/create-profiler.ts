/** Records the thread that measures: V8's CPU profiler, the heap, and what is pending by the stack that created it. */
import { Session } from 'node:inspector/promises'
import { getHeapStatistics } from 'node:v8'
import type { HealthSample, PendingSnapshot, TrialProfile } from '@/lib/core/profile/profile'
import type { ProfileRecording, Profiler } from '@/lib/engine/ports'
import { FrameTable } from './frame-table'
import { PendingWork, type Scan } from './pending-work'
import { SourcePlaces } from './source-places'

/** No profile has more samples than this: long trials are sampled less often. */
const MAX_CPU_SAMPLES = 60_000
const LEAST_CPU_INTERVAL_MS = 1
const MAX_HEALTH_SAMPLES = 500
const LEAST_HEALTH_INTERVAL_MS = 200

/** @param root the project's folder */
export function createProfiler(root: string): Profiler {
  const places = new SourcePlaces(root)
  return {
    async start(plannedMs) {
      const recording = new Recording(plannedMs, places)
      await recording.begin()
      return recording
    },
  }
}

class Recording implements ProfileRecording {
  readonly #cpuIntervalMs: number
  readonly #healthIntervalMs: number
  readonly #frames: FrameTable
  readonly #session = new Session()
  readonly #work = new PendingWork()
  readonly #health: HealthSample[] = []
  #startMs = 0
  #isOver = false
  #sampler: NodeJS.Timeout | undefined
  #peak: Taken | null = null
  #most = 0
  readonly #abandoned = new Map<number, Taken>()
  readonly #mostAbandoned = new Map<number, number>()

  constructor(plannedMs: number, places: SourcePlaces) {
    this.#cpuIntervalMs = Math.max(LEAST_CPU_INTERVAL_MS, plannedMs / MAX_CPU_SAMPLES)
    this.#healthIntervalMs = Math.max(LEAST_HEALTH_INTERVAL_MS, Math.ceil(plannedMs / MAX_HEALTH_SAMPLES))
    this.#frames = new FrameTable(places)
  }

  async begin(): Promise<void> {
    this.#session.connect()
    await this.#session.post('Profiler.enable')
    await this.#session.post('Profiler.setSamplingInterval', {
      interval: Math.round(this.#cpuIntervalMs * 1000),
    })
    // Before the hook is on: the recorder's own timer is not part of the picture.
    this.#sampler = setInterval(() => setImmediate(this.#sample), this.#healthIntervalMs)
    this.#work.start()
    await this.#session.post('Profiler.start')
    this.#startMs = performance.now()
  }

  track: ProfileRecording['track'] = (arm, run) => this.#work.track(arm, run)

  async stop(beginMs: number): Promise<TrialProfile> {
    await new Promise((resolve) => setImmediate(resolve))
    this.#sample()
    clearInterval(this.#sampler)
    const durationMs = performance.now() - this.#startMs
    const { profile } = await this.#session.post('Profiler.stop')
    // Promises that nobody can settle any more are not pending, only not yet collected.
    await this.#session.post('HeapProfiler.collectGarbage')
    await twoTurns()
    const left = taken(this.#work.scan(), null)
    this.discard()
    const readable = (one: Taken) => this.#readable(one, beginMs)
    return {
      version: 1,
      durationMs,
      cpuIntervalMs: this.#cpuIntervalMs,
      healthIntervalMs: this.#healthIntervalMs,
      cpu: this.#frames.readable(profile),
      pending: {
        peak: readable(this.#peak ?? { atMs: this.#startMs, stacks: [] }),
        abandoned: [...this.#abandoned].map(([arm, one]) => ({ arm, ...readable(one) })),
        left: readable(left),
      },
      health: this.#health.map((sample) => ({ ...sample, atMs: sample.atMs - beginMs })),
      frames: this.#frames.all,
    }
  }

  discard(): void {
    this.#isOver = true
    clearInterval(this.#sampler)
    this.#work.stop()
    this.#session.disconnect()
  }

  /**
   * Called when the event loop has done all timers that are due and has told of what ended: after a stall both are late, and
   * what is done would seem to be pending.
   */
  readonly #sample = (): void => {
    if (this.#isOver) return
    const scan = this.#work.scan()
    const { timer, call, promise } = scan.counts
    if (timer + call + promise > this.#most) {
      this.#most = timer + call + promise
      this.#peak = taken(scan, null)
    }
    let abandoned = 0
    for (const [arm, count] of scan.abandonedByArm) {
      abandoned += count
      if (count <= (this.#mostAbandoned.get(arm) ?? 0)) continue
      this.#mostAbandoned.set(arm, count)
      this.#abandoned.set(arm, taken(scan, arm))
    }
    this.#health.push({
      atMs: scan.nowMs,
      heapUsedBytes: getHeapStatistics().used_heap_size,
      residentBytes: process.memoryUsage.rss(),
      handles: process.getActiveResourcesInfo().length,
      ...{ timers: timer, calls: call, promises: promise, abandoned },
    })
  }

  /** Only at the end: finding the places takes long the first time. */
  #readable({ atMs, stacks }: Taken, beginMs: number): PendingSnapshot {
    return {
      atMs: atMs - beginMs,
      stacks: stacks.map(({ arm, site: { kind, type, frames }, count, abandoned }) => ({
        ...{ arm, kind, type, count, abandoned },
        frames: this.#frames.indexes(frames),
      })),
    }
  }
}

/** What was pending at one instant of the clock, with places as they run. */
interface Taken {
  atMs: number
  stacks: ReturnType<Scan['stacks']>
}

function taken(scan: Scan, abandonedOf: number | null): Taken {
  return { atMs: scan.nowMs, stacks: scan.stacks(abandonedOf) }
}

/** Ends of what was collected are told one turn of the event loop later. */
async function twoTurns(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
}
