/**
 * What was witnessed in a fault window, by means that know nothing of what injects: the target's own counters, probes on idle
 * connections, the members' word on who leads.
 */
import { z } from 'zod'

/** The links of a member that can be probed: what callers open to it, and what other members do. */
export const PROBED_LINKS = ['client', 'peer'] as const
export type ProbedLink = (typeof PROBED_LINKS)[number]

/** One small request on an idle connection, through the link's proxy and around it. Milliseconds from the window's begin. */
export const probeSchema = z.strictObject({
  member: z.int(),
  link: z.enum(PROBED_LINKS),
  startMs: z.number(),
  /** Null = no answer within the probe's time limit. */
  throughMs: z.number().nullable(),
  aroundMs: z.number().nullable(),
})
export type Probe = z.output<typeof probeSchema>

/** A new connection to a member through its proxy, by the name that callers use, and at the same time one by address. */
export const nameProbeSchema = z.strictObject({
  member: z.int(),
  /** Milliseconds from the window's begin. */
  startMs: z.number(),
  endMs: z.number(),
  /** Whether the connection was made in time. */
  byName: z.boolean(),
  byAddress: z.boolean(),
})
export type NameProbe = z.output<typeof nameProbeSchema>

/** A change of leader as the members told it. */
export const leaderChangeSchema = z.strictObject({
  /** When a majority named the new leader; milliseconds from the window's begin. */
  seenMs: z.number(),
  /** Indexes of members; null = unknown before. */
  from: z.int().nullable(),
  to: z.int(),
  /** For how long no majority named a leader before; 0 = it was never seen without one. */
  leaderlessMs: z.number(),
})
export type LeaderChange = z.output<typeof leaderChangeSchema>

/** agrees = it names the leader that a majority names. apart = it answers and does not. silent = it does not answer. */
export const MEMBER_WORDS = ['agrees', 'apart', 'silent'] as const
export type MemberWord = (typeof MEMBER_WORDS)[number]

/** What the members said of themselves around the proxies, from this moment until the next sighting. */
export const sightingSchema = z.strictObject({
  /** Milliseconds from the window's begin; those from before it are negative. */
  atMs: z.number(),
  /** Index of the member that a majority names; null = none. */
  leader: z.int().nullable(),
  /** In the lab's order. */
  members: z.array(z.enum(MEMBER_WORDS)),
  /** Whether the member in reserve answers, which runs only where it was added; null where the lab has none. */
  spareAnswers: z.boolean().nullable(),
})
export type Sighting = z.output<typeof sightingSchema>

/** Packets of a link: before everything that may drop them, and after it. */
const packetsOnLinkSchema = z.strictObject({ sent: z.int(), arrived: z.int() })
export const packetCountsSchema = z.strictObject({ client: packetsOnLinkSchema, peer: packetsOnLinkSchema })
export type PacketCounts = z.output<typeof packetCountsSchema>

export const windowEvidenceSchema = z.strictObject({
  /** The arm whose window it is where arms run one after the other; null = all at once. */
  arm: z.int().nullable(),
  /** Requests that the target says to have begun, those of the witness left out; null = it cannot tell. */
  requestsArrived: z.int().nullable(),
  probes: z.array(probeSchema),
  /** When no further probe was begun: the end of the last operation. */
  probedUntilMs: z.number(),
  /** In the order of time, the first from before anything was injected; none where nobody looked. */
  sightings: z.array(sightingSchema),
  /** Null where nobody looked: the target is no cluster. */
  leaderChanges: z.array(leaderChangeSchema).nullable(),
  /** The last ones are from after all faults were taken away. None where no fault of the schedule is on names. */
  nameProbes: z.array(nameProbeSchema),
  /** Questions that the resolver of the lab's names answered with a failure; null where it has none. */
  nameFailures: z.int().nullable(),
  /** From the window's begin to the end of its last operation; null in labs that cannot count packets. */
  packets: packetCountsSchema.nullable(),
})
export type WindowEvidence = z.output<typeof windowEvidenceSchema>
