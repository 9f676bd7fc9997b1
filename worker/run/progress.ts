/** How far a run is and how long it will take: the plan, corrected by how long its trials really took. */
import { estimateTrial, LAB_START_MS, type PlannedTrial } from '@/lib/core/experiment/plan'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import type { RunProgress, TrialPhase } from '@/lib/core/summary/report'

/** A trial can take this much longer than planned before the estimate stops following. */
const MAX_SLOWDOWN = 5

export class ProgressTracker {
  readonly #spec: ExperimentSpec
  readonly #totalTrials: number
  readonly #waiting: PlannedTrial[]
  readonly #nowMs: () => number
  #phase: RunProgress['phase'] = 'starting-lab'
  #trial: { planned: PlannedTrial; beganMs: number; phase: TrialPhase } | null = null
  #live: RunProgress['live'] = []
  #actualMs = 0
  #plannedMs = 0

  /** @param run the run with the trials that are still to be done */
  constructor(
    run: { spec: ExperimentSpec; totalTrials: number; remainingTrials: readonly PlannedTrial[] },
    nowMs: () => number = () => performance.now(),
  ) {
    this.#spec = run.spec
    this.#totalTrials = run.totalTrials
    this.#waiting = [...run.remainingTrials]
    this.#nowMs = nowMs
  }

  labStarting(): void {
    this.#phase = 'starting-lab'
    this.#trial = null
    this.#live = []
  }

  /** @param live counts that the recording keeps up to date */
  trialBegins(planned: PlannedTrial, live: RunProgress['live']): void {
    this.#phase = 'trial'
    this.#trial = { planned, beganMs: this.#nowMs(), phase: 'set-up' }
    this.#live = live
  }

  trialPhase(phase: TrialPhase): void {
    if (this.#trial) this.#trial.phase = phase
  }

  trialFinished(): void {
    if (!this.#trial) return
    const { planned, beganMs } = this.#trial
    this.#actualMs += this.#nowMs() - beganMs
    this.#plannedMs += estimateTrial(this.#spec, planned.point).minMs
    this.#waiting.shift()
  }

  finishing(): void {
    this.#phase = 'finishing'
    this.#trial = null
    this.#live = []
  }

  /** The state as it is stored. */
  current(): RunProgress {
    const trial = this.#trial
    const elapsedMs = trial ? this.#nowMs() - trial.beganMs : 0
    return {
      phase: this.#phase,
      trial: trial && {
        index: trial.planned.index,
        point: trial.planned.point,
        repetition: trial.planned.repetition,
        phase: trial.phase,
        elapsedMs,
      },
      live: this.#live.map((arm) => ({ ...arm })),
      finishedTrials: this.#totalTrials - this.#waiting.length,
      totalTrials: this.#totalTrials,
      remainingMs: this.#remainingMs(elapsedMs),
    }
  }

  #remainingMs(elapsedMs: number): number {
    const slowdown =
      this.#plannedMs > 0 ? Math.min(Math.max(this.#actualMs / this.#plannedMs, 1), MAX_SLOWDOWN) : 1
    const [current, ...later] = this.#waiting.map(
      ({ point }) => estimateTrial(this.#spec, point).minMs * slowdown,
    )
    const startMs = this.#phase === 'starting-lab' && current !== undefined ? LAB_START_MS : 0
    const laterMs = later.reduce((sum, ms) => sum + ms, 0)
    return Math.round(startMs + Math.max(0, (current ?? 0) - elapsedMs) + laterMs)
  }
}
