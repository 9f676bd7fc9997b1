/** What the lab of this installation can do, as the worker has written it down for those that never see the lab. */
import { z } from 'zod'
import { CAPABILITIES } from './fault'

/** A file of another version, with other capabilities, is none. */
export const labCapabilitiesSchema = z.object({
  /** Which driver answers for it: `local`, `external`. */
  driver: z.string(),
  /** Members of its etcd: faults can be aimed at these. */
  members: z.int().min(1),
  capabilities: z.record(z.enum(CAPABILITIES), z.union([z.literal(true), z.string()])),
})
export type DescribedLab = z.output<typeof labCapabilitiesSchema>
