/** What a fault is: a disturbance that a step of a trial's schedule injects and takes away again. */
import type { z } from 'zod'

/** What a lab must be able to do before a fault can be injected into it. */
export const CAPABILITIES = [
  'toxics',
  'peer-link',
  'packet-loss',
  'peer-cut',
  'leader-moves',
  'process-control',
  'membership',
  'names',
] as const
export type Capability = (typeof CAPABILITIES)[number]

/** True, or why the lab cannot do it: a sentence for people. */
export type LabCapabilities = Record<Capability, true | string>

/** What an experiment is aimed at. */
export const TARGET_KINDS = ['etcd', 'http'] as const
export type TargetKind = (typeof TARGET_KINDS)[number]

/** Where a fault stands in the form. */
export const FAULT_GROUPS = ['loss', 'link', 'cluster', 'names'] as const
export type FaultGroup = (typeof FAULT_GROUPS)[number]

/** One entry of the registry. */
export interface FaultDefinition<Params extends z.ZodType = z.ZodType> {
  /** As written in a spec. */
  name: string
  title: string
  group: FaultGroup
  /** One paragraph for people: what really happens, and what for. */
  description: string
  /** Strict object; each field has a default and `.meta({ title, unit, description })`. */
  params: Params
  /** lasting = it acts from its step's start to its end; momentary = it happens once. */
  span: 'lasting' | 'momentary'
  targets: readonly TargetKind[]
  /** What the lab must be able to do. */
  needs(params: z.output<Params>): readonly Capability[]
  /** In one phrase: "latency 100 ± 50 ms, downstream, all members". */
  describe(params: z.output<Params>): string
}

/** One line of a trial's schedule, ready to be injected. Times in milliseconds from the window's begin. */
export interface FaultStep {
  /** Unique within the trial: `latency`, `leader-transfer-0`, `scenario-2`. */
  id: string
  /** Name in the registry. */
  fault: string
  /** Checked by the definition's schema. */
  params: Record<string, unknown>
  startMs: number
  /** Null = until the last operation of the window has ended. A momentary fault ends where it starts. */
  endMs: number | null
}
