/** A profile as stacks with a value each: what flame graphs and folded stacks are made of. */
import type { CpuProfile, FlameView, Frame, PendingStack, TrialProfile } from './profile'

export interface StackValue {
  /** The outermost first. */
  frames: Frame[]
  /** Milliseconds of the CPU, or things pending. */
  value: number
}

/** Names that V8 gives to time in which no code of ours ran. */
const IDLE = '(idle)'
const ROOT = '(root)'

/**
 * The stacks of one view. Those of pending work stand on the arm that created them.
 * @param labels of the arms, in the spec's order
 */
export function stackValues(profile: TrialProfile, view: FlameView, labels: readonly string[]): StackValue[] {
  if (view === 'cpu') return cpuStacks(profile.cpu)
  return pendingOf(profile, view).map((stack) => ({
    frames: [
      markFrame(stack.arm === null ? 'the engine itself' : (labels[stack.arm] ?? `arm ${stack.arm + 1}`)),
      ...stack.frames.flatMap((index) => profile.frames[index] ?? []).filter((frame) => !isRecorders(frame)),
      markFrame(`${stack.kind}: ${stack.type}`),
    ],
    value: stack.count,
  }))
}

/** What was pending in one view, the stacks of all arms together. */
export function pendingOf({ pending }: TrialProfile, view: Exclude<FlameView, 'cpu'>): PendingStack[] {
  if (view === 'abandoned') return pending.abandoned.flatMap(({ stacks }) => stacks)
  // A handle is open, and waits for nothing.
  return pending[view].stacks.filter(({ kind }) => view === 'left' || kind !== 'handle')
}

/** Share of the recorded time in which the thread had something to do; null of an empty profile. */
export function busyShare(cpu: CpuProfile): number | null {
  const own = selfTimes(cpu)
  const all = sum(own.values())
  if (all === 0) return null
  const idle = cpu.nodes.filter(({ callFrame }) => callFrame.functionName === IDLE)
  return 1 - sum(idle.map(({ id }) => own.get(id) ?? 0)) / all
}

/** Share of the busy time that went into recording itself: its stacks name the recorder. */
export function recordingShare(profile: TrialProfile): number {
  const stacks = cpuStacks(profile.cpu)
  const recording = stacks.filter(({ frames }) => frames.some(isRecorders))
  const all = sum(stacks.map(({ value }) => value))
  return all === 0 ? 0 : sum(recording.map(({ value }) => value)) / all
}

/** One per node that was ever on top, idle time left out. */
function cpuStacks(cpu: CpuProfile): StackValue[] {
  const byId = new Map(cpu.nodes.map((node) => [node.id, node]))
  const parents = new Map(cpu.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  return [...selfTimes(cpu)].flatMap(([id, value]) => {
    const frames: Frame[] = []
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = byId.get(at)
      if (node && node.callFrame.functionName !== ROOT) frames.unshift(frameOf(node.callFrame))
    }
    return value <= 0 || frames.length === 0 || frames[0]?.name === IDLE ? [] : [{ frames, value }]
  })
}

/** Milliseconds per node in which it was on top: a sample stands for the time until the next one. */
function selfTimes({ samples, timeDeltas, startTime, endTime }: CpuProfile): Map<number, number> {
  const own = new Map<number, number>()
  let atUs = startTime
  samples.forEach((id, index) => {
    atUs += timeDeltas[index] ?? 0
    const untilUs = index + 1 < samples.length ? atUs + (timeDeltas[index + 1] ?? 0) : endTime
    own.set(id, (own.get(id) ?? 0) + Math.max(0, untilUs - atUs) / 1000)
  })
  return own
}

function frameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): Frame {
  return { name: functionName === '' ? '(anonymous)' : functionName, file: url, line: lineNumber + 1 }
}

function isRecorders({ file }: Frame): boolean {
  return file.startsWith('lib/lab/profile/')
}

function markFrame(name: string): Frame {
  return { name, file: '', line: 0 }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
