/** A profile as the run page shows it: small enough to be sent, whatever was recorded. */
import { foldLibraries } from './fold-libraries'
import { DRAWN, flameTree, topFrames, type FlameNode, type TopFrame } from './flame-tree'
import { FLAME_VIEWS, type FlameView, type HealthSample, type TrialProfile } from './profile'
import { busyShare, recordingShare, stackValues } from './stack-values'

/** Rows of the table of frames. */
const TOP_FRAMES = 30

export interface FlameData {
  tree: FlameNode
  top: TopFrame[]
  /** Distinct stacks. */
  stacks: number
}

export interface ProfileView {
  durationMs: number
  cpuIntervalMs: number
  healthIntervalMs: number
  cpuSamples: number
  /** Share of the time in which the thread had something to do; null of an empty profile. */
  busyShare: number | null
  /** Share of the busy time that went into recording. */
  recordingShare: number
  flames: Record<FlameView, FlameData>
  /** When each was taken, from the (first) window's begin; null = it stands for the whole time, or there was nothing. */
  takenAtMs: Record<FlameView, number | null>
  health: HealthSample[]
}

/** @param labels of the arms, in the spec's order */
export function profileView(profile: TrialProfile, labels: readonly string[]): ProfileView {
  const { durationMs, cpuIntervalMs, healthIntervalMs, health, pending } = profile
  const flames = Object.fromEntries(
    FLAME_VIEWS.map((view) => {
      const stacks = foldLibraries(stackValues(profile, view, labels))
      return [
        view,
        { tree: flameTree(stacks, DRAWN), top: topFrames(stacks, TOP_FRAMES), stacks: stacks.length },
      ]
    }),
  ) as Record<FlameView, FlameData>
  const [first] = [...pending.abandoned].sort((a, b) => b.stacks.length - a.stacks.length)
  return {
    ...{ durationMs, cpuIntervalMs, healthIntervalMs, health, flames },
    cpuSamples: profile.cpu.samples.length,
    busyShare: busyShare(profile.cpu),
    recordingShare: recordingShare(profile),
    takenAtMs: {
      cpu: null,
      peak: pending.peak.atMs,
      abandoned: first?.atMs ?? null,
      left: pending.left.atMs,
    },
  }
}
