/** What PUT /admin/config takes: how to behave from now on, and whose luck to draw. */
import { z } from 'zod'
import { upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'

export const upstreamConfigSchema = z.strictObject({
  behaviour: upstreamBehaviourSchema.prefault({}),
  /** The run's seed. */
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  /** Index of the trial. */
  trial: z.int().min(0).default(0),
})
export type UpstreamConfig = z.output<typeof upstreamConfigSchema>
