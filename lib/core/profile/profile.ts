/**
 * The profile of a trial: what the thread that measures spent its time on, what was pending in it and which code had created
 * that, and how its heap went. Stored as it stands here.
 */
import { z } from 'zod'

/** A line of code, from 1; 0 = a whole package. `file` is a path within the project, `node:…`, or empty of what has none. */
export const frameSchema = z.strictObject({ name: z.string(), file: z.string(), line: z.int() })
export type Frame = z.output<typeof frameSchema>

/** A CPU profile as V8 gives it and as `.cpuprofile` files hold it. Times in microseconds. */
export const cpuProfileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({
        functionName: z.string(),
        scriptId: z.string(),
        url: z.string(),
        /** From 0, like the column. */
        lineNumber: z.int(),
        columnNumber: z.int(),
      }),
      children: z.array(z.int()).optional(),
      hitCount: z.int().optional(),
    }),
  ),
  startTime: z.number(),
  endTime: z.number(),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
})
export type CpuProfile = z.output<typeof cpuProfileSchema>

/**
 * timer = a timer that has not fired; call = something outside was asked and has not answered; promise = not settled; handle = a
 * socket, file, program or port that is open.
 */
export const PENDING_KINDS = ['timer', 'call', 'promise', 'handle'] as const
export type PendingKind = (typeof PENDING_KINDS)[number]

export const pendingStackSchema = z.strictObject({
  /** Whose operation created it; null = the engine itself. */
  arm: z.int().nullable(),
  kind: z.enum(PENDING_KINDS),
  /** Node's word for it: Timeout, HTTP2STREAM, … */
  type: z.string(),
  /** Indexes into the profile's frames, the outermost first. */
  frames: z.array(z.int()),
  count: z.int(),
  /** How many of them were pending for callers that had gone. */
  abandoned: z.int(),
})
export type PendingStack = z.output<typeof pendingStackSchema>

/** What was pending at one instant. */
export const pendingSnapshotSchema = z.strictObject({
  /** From the (first) window's begin. */
  atMs: z.number(),
  stacks: z.array(pendingStackSchema),
})
export type PendingSnapshot = z.output<typeof pendingSnapshotSchema>

/** Taken several times a second. Counts are of what was created since recording began. */
export const healthSampleSchema = z.strictObject({
  atMs: z.number(),
  /** Of the thread's own heap. */
  heapUsedBytes: z.number(),
  /** Of the whole process. */
  residentBytes: z.number(),
  /** What keeps the thread's event loop alive, channels that were open before included: Node's active resources. */
  handles: z.int(),
  timers: z.int(),
  calls: z.int(),
  promises: z.int(),
  /** Timers and calls among them whose caller had gone. */
  abandoned: z.int(),
})
export type HealthSample = z.output<typeof healthSampleSchema>

export const trialProfileSchema = z.strictObject({
  version: z.literal(1),
  durationMs: z.number(),
  /** Between two samples of the CPU. */
  cpuIntervalMs: z.number(),
  healthIntervalMs: z.number(),
  cpu: cpuProfileSchema,
  frames: z.array(frameSchema),
  pending: z.strictObject({
    /** When most was pending. */
    peak: pendingSnapshotSchema,
    /** When most was pending for callers that had gone: per arm its own instant. Arms without any are left out. */
    abandoned: z.array(pendingSnapshotSchema.extend({ arm: z.int() })),
    /** After the last operation had ended and everything had settled. */
    left: pendingSnapshotSchema,
  }),
  health: z.array(healthSampleSchema),
})
export type TrialProfile = z.output<typeof trialProfileSchema>

/** Work counts as abandoned when it is still pending so long after its caller has gone: what is just being cleared does not. */
export const ABANDONED_AFTER_MS = 100

/** Of promises only one in so many is looked at, and counts for all of them: there are dozens to each attempt. */
export const PROMISES_PER_SAMPLE = 8

/** What can be drawn as a flame graph and downloaded as folded stacks. */
export const FLAME_VIEWS = ['cpu', 'peak', 'abandoned', 'left'] as const
export type FlameView = (typeof FLAME_VIEWS)[number]

/** What a frame is called for people: "sleepUntil (lib/lab/clock.ts:24)". */
export function frameWords({ name, file, line }: Frame): string {
  return line === 0 ? name : `${name} (${placeOf({ file, line })})`
}

/** "lib/lab/clock.ts:24"; empty of what has no file. */
export function placeOf({ file, line }: Pick<Frame, 'file' | 'line'>): string {
  return file === '' ? '' : `${file}:${line}`
}
