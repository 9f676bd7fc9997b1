/** The form that all toxics share: a fault is one of Toxiproxy's toxics on a link, for as long as its step lasts. */
import type { z } from 'zod'
import type { FaultDefinition } from './fault'
import { describeToxicFields, linkNeeds, type toxicFields } from './fault-fields'

interface ToxicFaultOptions<Params extends z.ZodObject<typeof toxicFields>> {
  name: string
  title: string
  description: string
  params: Params
  /** What the toxic itself does, in a phrase: "latency 100 ± 50 ms". Where it acts is added. */
  phrase(params: z.output<Params>): string
}

/** Defines a toxic as a fault. */
export function toxicFault<Params extends z.ZodObject<typeof toxicFields>>({
  phrase,
  ...options
}: ToxicFaultOptions<Params>): FaultDefinition<Params> {
  return {
    ...options,
    group: 'link',
    span: 'lasting',
    targets: ['etcd', 'http'],
    needs: (params) => linkNeeds(params),
    describe: (params) => `${phrase(params)}, ${describeToxicFields(params)}`,
  }
}
