/**
 * What the owner of an external lab and its guard tell each other: JSON lines over the guard's stdin and stdout. The end of
 * stdin is a message too: the owner is gone.
 */
import { z } from 'zod'
import { labOwnerSchema } from '../process/lab-file'
import { processIdentitySchema } from '../process/process-identity'

export const guardedLabSchema = z.object({
  toxiproxyUrl: z.string(),
  /** Names of proxies that are about to be made. */
  proxies: z.array(z.string()),
  owner: labOwnerSchema,
  ownerProcess: processIdentitySchema,
  /** The lab's lock, and what tells the owner's hold on it from a later one. */
  lockFile: z.string(),
  lockToken: z.string(),
})
export type GuardedLab = z.output<typeof guardedLabSchema>

export const guardCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('guard'), lab: guardedLabSchema }),
  /** The owner lives; from the first one on it must not fall silent. */
  z.object({ type: z.literal('beat') }),
  /** No fault is set: the owner may be silent. */
  z.object({ type: z.literal('rest') }),
  /** The owner has removed everything itself. */
  z.object({ type: z.literal('stop') }),
])
export type GuardCommand = z.output<typeof guardCommandSchema>

export const guardReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('guarding') }),
  /** The owner was silent, and its faults were taken away: what it measures is of no use. */
  z.object({ type: z.literal('failed'), message: z.string() }),
])
export type GuardReport = z.output<typeof guardReportSchema>
