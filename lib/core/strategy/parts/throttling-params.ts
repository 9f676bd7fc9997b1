/** The parameters of gRPC's retry throttling, shared by all that obey it. Example values of proposal A6 as defaults. */
import { z } from 'zod'

export const throttlingFields = {
  maxTokens: z.number().positive().max(1_000).default(10).meta({
    title: 'Max tokens',
    unit: 'tokens',
    description: 'Each failure costs one; retries only while more than half is left.',
  }),
  tokenRatio: z.number().positive().max(10).default(0.1).meta({
    title: 'Token ratio',
    unit: 'tokens',
    description: 'What each success gives back.',
  }),
}
